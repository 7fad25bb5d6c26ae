/**
 * The record contract between Kafka topics and the job: requests, results, their headers and ids.
 * Uses {@code protocol}; knows no model and no graph.
 */
@NullMarked
package io.leat.kafka;

import org.jspecify.annotations.NullMarked;
