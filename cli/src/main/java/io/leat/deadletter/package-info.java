/**
 * Reads, filters, counts and marks dead letters. Uses {@code kafka}; knows no job and no command
 * line.
 */
@NullMarked
package io.leat.deadletter;

import org.jspecify.annotations.NullMarked;
