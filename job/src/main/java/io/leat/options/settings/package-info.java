/**
 * Reads all options into checked settings, with the rules between options. Uses {@code options},
 * {@code deployment} and the settings of {@code client} and {@code kafka}.
 */
@NullMarked
package io.leat.options.settings;

import org.jspecify.annotations.NullMarked;
