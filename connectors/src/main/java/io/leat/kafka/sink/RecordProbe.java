// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to learn which of them the brokers refuse, with a producer of its own: in a
 * transaction that is then aborted, so that no consumer sees them, or for good. Used by one thread.
 */
final class RecordProbe implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final boolean transactional;

    private RecordProbe(Properties producer, boolean transactional) {
        this.producer =
                new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
        this.transactional = transactional;
    }

    /**
     * Sends in transactions that are aborted.
     *
     * @param transactionalId ends a transaction of the same id that a killed task has left open
     */
    static RecordProbe aborted(Properties producer, String transactionalId) {
        Properties config = promptly(producer);
        config.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        RecordProbe trial = new RecordProbe(config, true);
        try {
            trial.producer.initTransactions();
            return trial;
        } catch (KafkaException e) {
            trial.close();
            throw e;
        }
    }

    /** Sends for good: what is not refused is delivered. */
    static RecordProbe delivering(Properties producer) {
        return new RecordProbe(promptly(producer), false);
    }

    private static Properties promptly(Properties producer) {
        Properties config = new Properties();
        config.putAll(producer);
        config.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
        return config;
    }

    boolean delivers() {
        return !transactional;
    }

    /**
     * Sends records and waits for the brokers.
     *
     * @return as many as there are records: null for one that was taken, else why it was not, which
     *     may be that it was sent together with one that was refused
     * @throws KafkaException if something failed and no record was refused
     */
    List<@Nullable Exception> send(List<ProducerRecord<byte[], byte[]>> records) {
        @Nullable Exception[] failures = new Exception[records.size()];
        if (transactional) {
            producer.beginTransaction();
        }
        for (int i = 0; i < failures.length; i++) {
            send(records.get(i), failures, i);
        }
        producer.flush();
        if (transactional) {
            producer.abortTransaction();
        }
        List<@Nullable Exception> all = new ArrayList<>(Arrays.asList(failures));
        if (all.stream().noneMatch(RefusalInterceptor::isRefusal)) {
            for (Exception failure : all) {
                if (failure != null) {
                    throw new KafkaException("records cannot be written", failure);
                }
            }
        }
        return all;
    }

    private void send(
            ProducerRecord<byte[], byte[]> record, @Nullable Exception[] failures, int index) {
        try {
            var unused =
                    producer.send(
                            record,
                            (metadata, failure) -> {
                                if (failure != null) {
                                    failures[index] = failure;
                                }
                            });
        } catch (KafkaException e) { // the transaction has failed with a record before
            failures[index] = e;
        }
    }

    /** Does not wait for what is under way. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
