/**
 * The Kafka side: the record contract, the gated source and the one sink. Knows Flink and Kafka,
 * but no model and no graph.
 */
@NullMarked
package io.leat.kafka;

import org.jspecify.annotations.NullMarked;
