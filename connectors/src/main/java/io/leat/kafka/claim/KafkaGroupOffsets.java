// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import io.leat.kafka.admin.AdminConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The group's offsets on the brokers, by an admin client. Needs what the job may do anyway: Read on
 * its group and its input topic.
 */
public final class KafkaGroupOffsets implements GroupOffsets {

    private final AdminConnection connection;
    private final String group;

    private KafkaGroupOffsets(AdminConnection connection, String group) {
        this.connection = connection;
        this.group = group;
    }

    /**
     * Starts a client; connects to nothing yet.
     *
     * @param client bootstrap servers and security
     */
    public static KafkaGroupOffsets open(Properties client, String group) {
        Properties config = new Properties();
        config.putAll(client);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, group + "-group-offsets");
        return openOnce(config, group);
    }

    /** The same for one look, of which there may be several at a time in a process. */
    static KafkaGroupOffsets openOnce(Properties client, String group) {
        return new KafkaGroupOffsets(new AdminConnection(client), group);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed() {
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(committed);
        known.values().removeIf(offset -> offset == null);
        return known;
    }

    @Override
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    @Override
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        ListOffsetsResult answers =
                admin().listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try {
                offsets.put(partition, await(answers.partitionResult(partition)).offset());
            } catch (UnknownTopicOrPartitionException e) {
                // Deleted since it was assigned.
            }
        }
        return offsets;
    }

    @Override
    public void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        await(admin().alterConsumerGroupOffsets(group, offsets).all());
    }

    private Admin admin() {
        return connection.admin();
    }

    private <T> T await(KafkaFuture<T> asked) {
        try {
            return connection.await(asked);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
