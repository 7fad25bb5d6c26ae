// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import io.leat.kafka.admin.AdminConnection;
import io.leat.kafka.admin.AdminFutures;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers what topics hold and what a group has committed. Every question blocks, for at
 * most Kafka's {@code default.api.timeout.ms}. Needs what the job has anyway: Describe on its topic
 * and its group.
 */
public final class TopicLogReader implements AutoCloseable {

    private final AdminConnection connection;

    /**
     * Makes a client of its own.
     *
     * @param client bootstrap servers and security
     */
    public TopicLogReader(Properties client) {
        this.connection = new AdminConnection(client);
    }

    /**
     * What a topic holds, id and offsets of the same topic even where it is being made again.
     *
     * @param partitions those whose offsets are asked for
     * @return null if there is no such topic
     * @throws KafkaException if the brokers do not answer
     */
    @Nullable TopicLog read(String topic, Collection<Integer> partitions)
            throws InterruptedException {
        while (true) {
            TopicDescription before = describe(topic);
            if (before == null) {
                return null;
            }
            int count = before.partitions().size();
            List<Integer> existing = partitions.stream().filter(p -> p < count).toList();
            Map<Integer, TopicLog.Offsets> offsets = offsets(topic, existing);
            TopicDescription after = describe(topic);
            if (after != null && after.topicId().equals(before.topicId())) {
                return new TopicLog(id(before), count, offsets);
            }
        }
    }

    /** The id of a topic, or null if there is no such topic or the brokers give it none. */
    @Nullable Uuid id(String topic) throws InterruptedException {
        TopicDescription found = describe(topic);
        return found == null ? null : id(found);
    }

    private static @Nullable Uuid id(TopicDescription topic) {
        return Uuid.ZERO_UUID.equals(topic.topicId()) ? null : topic.topicId();
    }

    /** What a group has committed for these; nothing for those it has not. */
    Map<TopicPartition, OffsetAndMetadata> committed(
            String group, Collection<TopicPartition> partitions) throws InterruptedException {
        ListConsumerGroupOffsetsSpec these =
                new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed =
                new HashMap<>(
                        connection.await(
                                admin().listConsumerGroupOffsets(Map.of(group, these))
                                        .partitionsToOffsetAndMetadata(group)));
        committed.values().removeIf(Objects::isNull);
        return committed;
    }

    private @Nullable TopicDescription describe(String topic) throws InterruptedException {
        try {
            return connection.await(
                    AdminFutures.of(
                            admin().describeTopics(List.of(topic)).topicNameValues(), topic));
        } catch (UnknownTopicOrPartitionException e) {
            return null;
        }
    }

    private Map<Integer, TopicLog.Offsets> offsets(String topic, List<Integer> partitions)
            throws InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> begins =
                offsets(topic, partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                offsets(topic, partitions, OffsetSpec.latest());
        Map<Integer, TopicLog.Offsets> offsets = new HashMap<>();
        begins.forEach(
                (partition, begin) -> {
                    // Both were asked for the same partitions, and either all are answered or none.
                    ListOffsetsResultInfo end = AdminFutures.of(ends, partition);
                    offsets.put(
                            partition.partition(),
                            new TopicLog.Offsets(begin.offset(), end.offset()));
                });
        return offsets;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            String topic, List<Integer> partitions, OffsetSpec which) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(new TopicPartition(topic, partition), which));
        return connection.await(admin().listOffsets(asked).all());
    }

    private Admin admin() {
        return connection.admin();
    }

    @Override
    public void close() {
        connection.close();
    }
}
