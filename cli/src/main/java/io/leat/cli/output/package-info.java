/**
 * What commands print, as text for a person and as JSON for programs. Uses {@code compare}, {@code
 * deadletter}, {@code deployment}, {@code status} and {@code terminal}.
 */
@NullMarked
package io.leat.cli.output;

import org.jspecify.annotations.NullMarked;
