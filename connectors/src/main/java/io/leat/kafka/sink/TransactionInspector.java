// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.admin.AdminConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the brokers about transactions and offsets. Needs what the job has anyway: Describe on its
 * transactional ids and its group. Connects when asked first.
 */
final class TransactionInspector implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AdminConnection connection;

    /**
     * Connects to nothing yet.
     *
     * @param client bootstrap servers and security
     */
    TransactionInspector(Properties client) {
        this.connection = new AdminConnection(client);
    }

    /** Unclear too where the brokers do not answer within half a minute. */
    TransactionOutcome fateOf(KafkaCommittable prepared) throws InterruptedException {
        String id = prepared.getTransactionalId();
        try {
            TransactionDescription now =
                    answer(connection.admin().describeTransactions(List.of(id)).description(id));
            return TransactionOutcome.of(prepared, now);
        } catch (TimeoutException e) {
            connection.unanswered();
            return TransactionOutcome.UNCLEAR;
        } catch (KafkaException | ExecutionException e) {
            return TransactionOutcome.UNCLEAR;
        }
    }

    /** What a group has committed, for a person to read; or that it cannot be told. */
    String offsetsOf(String group) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    answer(
                            connection
                                    .admin()
                                    .listConsumerGroupOffsets(group)
                                    .partitionsToOffsetAndMetadata());
            Map<String, Long> readable = new TreeMap<>();
            offsets.forEach((partition, at) -> readable.put(partition.toString(), at.offset()));
            return readable.toString();
        } catch (TimeoutException e) {
            connection.unanswered();
            return "unknown";
        } catch (KafkaException | ExecutionException e) {
            return "unknown";
        }
    }

    private static <T> T answer(KafkaFuture<T> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        return asked.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        connection.close();
    }
}
