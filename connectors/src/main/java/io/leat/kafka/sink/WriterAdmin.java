// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.admin.AdminFutures;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The admin client with which the connector's transactional writer looks for transactions that were
 * left open. It is needed while the writer starts, and the connector (5.0.0) never closes it: every
 * restart of the job would leave its thread on the TaskManager, and with it all of the job's
 * classes.
 */
final class WriterAdmin {

    private static final String WRITER =
            "org.apache.flink.connector.kafka.sink.ExactlyOnceKafkaWriter";

    private WriterAdmin() {}

    /**
     * Asks what a writer will ask as it starts. A writer that fails as it starts could not be told
     * to close its client.
     *
     * @param topics what the writer writes to
     * @throws KafkaException if the brokers refuse or do not answer within the client's patience
     */
    static void rehearse(Admin admin, Collection<String> topics) {
        AdminFutures.await(admin.describeProducers(partitions(admin, topics)).all());
    }

    private static List<TopicPartition> partitions(Admin admin, Collection<String> topics) {
        return AdminFutures.await(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(
                        topic ->
                                topic.partitions().stream()
                                        .map(
                                                partition ->
                                                        new TopicPartition(
                                                                topic.name(),
                                                                partition.partition())))
                .toList();
    }

    /** Closes the one of a writer that has started, if it has one; it would make another. */
    static <W extends SinkWriter<?>> W close(W writer) {
        if (writer.getClass().getName().equals(WRITER)) {
            try {
                Field field = writer.getClass().getDeclaredField("adminClient");
                field.setAccessible(true);
                if (field.get(writer) instanceof Admin admin) {
                    field.set(writer, null);
                    admin.close(Duration.ZERO);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "a Kafka connector that is not the one Leat was built with", e);
            }
        }
        return writer;
    }
}
