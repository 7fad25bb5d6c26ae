/**
 * The gated source: reads requests while the gate is open, and ends where it shall. Uses the
 * packages beside it but {@code kafka.sink}.
 */
@NullMarked
package io.leat.kafka.source;

import org.jspecify.annotations.NullMarked;
