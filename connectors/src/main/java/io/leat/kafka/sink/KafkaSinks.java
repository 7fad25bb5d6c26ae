// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.Destination;
import io.leat.kafka.ResultTopics;
import io.leat.kafka.TransactionalIds;
import io.leat.kafka.admin.KafkaPreflight;
import io.leat.kafka.admin.LingeringTransactions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** The Kafka sink as Leat sets it up. */
public final class KafkaSinks {

    /**
     * Kafka's own is 16 KB, a tenth of what comes together here within {@link #PATIENT_LINGER_MS}:
     * a copy of small records is more than twice as fast with this, at less than half the cost.
     */
    private static final int BATCH_BYTES = 128 * 1024;

    /** A record becomes visible with its checkpoint, which does not wait for this. */
    private static final int PATIENT_LINGER_MS = 10;

    /** Kafka's default of 5 would delay every record of at-least-once delivery. */
    private static final int PROMPT_LINGER_MS = 1;

    /**
     * A write is tried until the brokers answer: how long an outage may last is for checkpoints and
     * the transaction timeout to say. With Kafka's two minutes a clock that jumps or a longer
     * outage would fail the job, and everything since its last checkpoint would be asked of the
     * model again.
     */
    private static final int DELIVERY_TIMEOUT_MS = Integer.MAX_VALUE;

    /**
     * With Kafka's one minute a full buffer, or a topic whose leaders are not known, would fail the
     * job once a minute while brokers are away or slow: it is back-pressure instead.
     */
    private static final int MAX_BLOCK_MS = Integer.MAX_VALUE;

    /** Kafka's own. A larger record could not be sent at all. */
    private static final long BUFFER_BYTES = 32L * 1024 * 1024;

    /** No buffer is made larger than this part of the heap for the sake of large records. */
    private static final int HEAP_PER_BUFFER = 4;

    private KafkaSinks() {}

    /**
     * Writes results to both topics, in one transaction where delivery is exactly once.
     *
     * @param client bootstrap servers and security
     * @param group makes the transactional ids this job's own
     * @param found the topics and their limits
     * @param transactionTimeout null for at-least-once delivery
     */
    public static ResultSink sink(
            Properties client,
            String group,
            KafkaPreflight.Found found,
            OutputPartitioner partitioner,
            @Nullable Duration transactionTimeout) {
        return new ResultSink(
                new SinkSettings(
                        client, group, found.results(), partitioner, transactionTimeout, false));
    }

    /**
     * Writes the request log to another cluster than the results, in transactions of its own.
     *
     * @param client bootstrap servers and security of that cluster
     * @param logs the topic of each predictor that has a log, as {@link ResultTopics#ofLog}
     * @param transactionTimeout null for at-least-once delivery
     */
    public static ResultSink log(
            Properties client,
            String group,
            List<ResultTopics> logs,
            OutputPartitioner partitioner,
            @Nullable Duration transactionTimeout) {
        return new ResultSink(
                new SinkSettings(client, group, logs, partitioner, transactionTimeout, true));
    }

    /**
     * Transactions of the job that its sink will not end.
     *
     * @param exactlyOnce whether this run writes in transactions
     */
    public static LingeringTransactions lingering(
            Properties client, String group, KafkaPreflight.Found found, boolean exactlyOnce) {
        return new LingeringTransactions(
                client,
                TransactionalIds.prefix(group),
                exactlyOnce
                        ? ResultTopics.destinations(found.results())
                                .map(Destination::topic)
                                .collect(Collectors.toSet())
                        : Set.of());
    }

    /** The same of its request log on other brokers. */
    public static LingeringTransactions lingeringLog(
            Properties client, String group, List<ResultTopics> logs, boolean exactlyOnce) {
        return new LingeringTransactions(
                client,
                TransactionalIds.logPrefix(group),
                exactlyOnce
                        ? ResultTopics.destinations(logs)
                                .map(Destination::topic)
                                .collect(Collectors.toSet())
                        : Set.of());
    }

    /**
     * What Leat wants of a producer and, above it, what the user states; above both, what delivery
     * rests on.
     *
     * @param largest bytes of a record, in whichever topic
     * @param smallest bytes of a batch that every topic takes
     */
    static Properties producer(Properties client, boolean exactlyOnce, int largest, int smallest) {
        int linger = exactlyOnce ? PATIENT_LINGER_MS : PROMPT_LINGER_MS;
        Properties config = new Properties();
        set(config, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        set(config, ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        set(config, ProducerConfig.LINGER_MS_CONFIG, linger);
        set(config, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.setProperty(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Long.toString(bufferBytes(largest, Runtime.getRuntime().maxMemory())));
        config.putAll(client);
        set(config, ProducerConfig.BATCH_SIZE_CONFIG, Math.min(batchBytes(config), smallest));
        set(config, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largest);
        config.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        config.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return config;
    }

    /** Kafka's own, or enough for the largest record as far as the heap has room for it. */
    static long bufferBytes(int largest, long heapBytes) {
        return Math.max(BUFFER_BYTES, Math.min(largest, heapBytes / HEAP_PER_BUFFER));
    }

    private static void set(Properties config, String name, int value) {
        config.setProperty(name, Integer.toString(value));
    }

    private static int batchBytes(Properties config) {
        String name = ProducerConfig.BATCH_SIZE_CONFIG;
        return (int) ConfigDef.parseType(name, config.get(name), ConfigDef.Type.INT);
    }
}
