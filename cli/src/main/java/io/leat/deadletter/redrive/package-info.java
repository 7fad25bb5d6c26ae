/**
 * Sends dead letters back to their source topic, each once. Uses {@code deadletter} and {@code
 * kafka}.
 */
@NullMarked
package io.leat.deadletter.redrive;

import org.jspecify.annotations.NullMarked;
