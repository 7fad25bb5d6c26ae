/**
 * Topic ids and offsets of what the source has read, compared with the brokers at each start and
 * reset. Uses {@code kafka} and {@code kafka.admin}; knows no sink.
 */
@NullMarked
package io.leat.kafka.position;

import org.jspecify.annotations.NullMarked;
