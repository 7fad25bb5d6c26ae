// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.kafka.admin.AdminFutures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds out what is in a topic now. */
final class TopicEnds {

    private static final Duration POLL = Duration.ofMillis(500);

    private TopicEnds() {}

    /**
     * The offset of the last committed record of each partition in which the group has something
     * left to read. An end offset would not do: behind the last record there may be marks of
     * transactions, which no consumer ever sees.
     *
     * @param client bootstrap servers and security
     */
    static Map<TopicPartition, Long> lastUnread(Properties client, String topic, String group) {
        Properties config = new Properties();
        config.putAll(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return lastUnread(consumer, topic);
        }
    }

    private static Map<TopicPartition, Long> lastUnread(
            KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(topic)
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed =
                consumer.committed(Set.copyOf(partitions));
        Map<TopicPartition, Long> last = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata position = committed.get(partition);
            long begin = AdminFutures.of(begins, partition);
            long from = position == null ? begin : Math.max(position.offset(), begin);
            consumer.assign(List.of(partition));
            lastRecord(consumer, partition, from, AdminFutures.of(ends, partition))
                    .ifPresent(offset -> last.put(partition, offset));
        }
        return last;
    }

    /** Steps back from the end, further each time, until a record is found. */
    private static Optional<Long> lastRecord(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {
        Optional<Long> found = Optional.empty();
        long start = end;
        for (long step = 8; found.isEmpty() && start > from; step *= 8) {
            start = Math.max(from, end - step);
            found = lastBetween(consumer, partition, start, end);
        }
        return found;
    }

    private static Optional<Long> lastBetween(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long start,
            long end) {
        consumer.seek(partition, start);
        Optional<Long> last = Optional.empty();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    last = Optional.of(record.offset());
                }
            }
        }
        return last;
    }
}
