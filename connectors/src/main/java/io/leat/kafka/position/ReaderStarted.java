// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.kafka.common.TopicPartition;

/**
 * A reader to the enumerator: it begins to read.
 *
 * @param topicIds of the topics it reads, by name and in Kafka's text form, as far as they are
 *     known
 * @param gone partitions of its state that no longer exist, which it has given up
 */
public record ReaderStarted(Map<String, String> topicIds, List<TopicPartition> gone)
        implements SourceEvent {}
