/**
 * The exactly-once sink: chooses topic and partition of each result, keeps to the limits of the
 * brokers, and detects lost transactions. Uses {@code kafka}, {@code kafka.admin}, {@code
 * kafka.claim} and {@code kafka.gate}.
 */
@NullMarked
package io.leat.kafka.sink;

import org.jspecify.annotations.NullMarked;
