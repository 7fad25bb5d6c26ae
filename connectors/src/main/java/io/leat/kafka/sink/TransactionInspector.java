// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers about transactions and offsets. Needs what the job has anyway: Describe on its
 * transactional ids and its group. Connects when asked first; not safe for several threads.
 */
final class TransactionInspector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Properties client;
    private @Nullable Admin admin;

    /**
     * Connects to nothing yet.
     *
     * @param client bootstrap servers and security
     */
    TransactionInspector(Properties client) {
        this.client = client;
    }

    /** Unclear too where the brokers do not answer within half a minute. */
    TransactionFate fateOf(KafkaCommittable prepared) throws InterruptedException {
        String id = prepared.getTransactionalId();
        try {
            TransactionDescription now =
                    answer(admin().describeTransactions(List.of(id)).description(id));
            return TransactionFate.of(prepared, now);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return TransactionFate.UNCLEAR;
        }
    }

    /** What a group has committed, for a person to read; or that it cannot be told. */
    String offsetsOf(String group) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    answer(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            Map<String, Long> readable = new TreeMap<>();
            offsets.forEach((partition, at) -> readable.put(partition.toString(), at.offset()));
            return readable.toString();
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return "not to be had";
        }
    }

    private static <T> T answer(KafkaFuture<T> asked)
            throws InterruptedException, ExecutionException, TimeoutException {
        return asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Admin admin() {
        Admin connected = admin;
        if (connected == null) {
            connected = Admin.create(client);
            admin = connected;
        }
        return connected;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
