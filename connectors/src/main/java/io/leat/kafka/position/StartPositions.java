// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Compares the positions of a reader's partitions with what the topic holds now, before the reader
 * has them: at each start, restart, and for partitions that are new. Kafka's consumer would go to
 * another offset in silence where its own is gone. Used by the task's thread, which it blocks.
 *
 * <p>Why it is so: {@code
 * docs/adr/0012-positions-are-compared-with-the-topic-before-they-are-used.md}.
 */
public final class StartPositions {

    private final SourceTopics topics;
    private final TopicLogReader logs;
    private final AtomicLong skipped;

    /**
     * Compares nothing yet.
     *
     * @param skipped counts the offsets that are passed over
     */
    public StartPositions(SourceTopics topics, TopicLogReader logs, AtomicLong skipped) {
        this.topics = topics;
        this.logs = logs;
        this.skipped = skipped;
    }

    /**
     * Where a reader begins.
     *
     * @param topicIds of the topics that it reads partitions of, by name and as they are now, as
     *     far as they are known
     * @param splits with offsets that are in the log; without those that no longer exist
     * @param gone partitions that no longer exist
     */
    public record Start(
            Map<String, Uuid> topicIds,
            List<KafkaPartitionSplit> splits,
            List<TopicPartition> gone) {}

    /**
     * Finds where to begin.
     *
     * @param splits of the job's state, or new ones that say "committed" or "earliest"
     * @throws SuppressRestartsException if records are missing and the job is not to go on
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    public Start of(List<KafkaPartitionSplit> splits) throws InterruptedException {
        Map<String, Map<Integer, KafkaPartitionSplit>> ours = new LinkedHashMap<>();
        ours.put(topics.input(), new LinkedHashMap<>());
        List<KafkaPartitionSplit> others = new ArrayList<>();
        for (KafkaPartitionSplit split : splits) {
            if (topics.names().contains(split.getTopic())) {
                ours.computeIfAbsent(split.getTopic(), first -> new LinkedHashMap<>())
                        .put(split.getPartition(), split);
            } else {
                others.add(split);
            }
        }
        List<String> left = new LeftTopics(logs, topics.names()).unread(others);
        Map<String, Uuid> ids = new HashMap<>();
        List<KafkaPartitionSplit> starts = new ArrayList<>();
        List<TopicPartition> gone = new ArrayList<>();
        for (Map.Entry<String, Map<Integer, KafkaPartitionSplit>> read : ours.entrySet()) {
            String topic = read.getKey();
            TopicPositions positions = new TopicPositions(topics, topic, logs, skipped);
            TopicPositions.Start start =
                    positions.of(read.getValue(), topic.equals(topics.input()) ? left : List.of());
            if (start.topicId() != null) {
                ids.put(topic, start.topicId());
            }
            starts.addAll(start.splits());
            gone.addAll(start.gone());
        }
        return new Start(ids, starts, gone);
    }
}
