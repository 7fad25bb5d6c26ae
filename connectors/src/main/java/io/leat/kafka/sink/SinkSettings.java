// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.Destination;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.ResultTopics;
import io.leat.kafka.TransactionalIds;
import java.io.Serializable;
import java.time.Duration;
import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.record.CompressionType;
import org.jspecify.annotations.Nullable;

/**
 * All that producers, serializer and Flink's sink are made from. The topics' limits are those found
 * as the job was submitted; {@link #within} makes settings for those found later.
 *
 * @param client bootstrap servers and security
 * @param group makes the transactional ids this job's own
 * @param results the topics of each predictor
 * @param transactionTimeout null for at-least-once delivery
 * @param isLog whether it writes the request log alone, beside the sink of the results
 */
record SinkSettings(
        Properties client,
        String group,
        List<ResultTopics> results,
        OutputPartitioner partitioner,
        @Nullable Duration transactionTimeout,
        boolean isLog)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The committer begins none, so that any that brokers take will do. */
    private static final Duration COMMITTERS_TRANSACTION = Duration.ofMinutes(1);

    /**
     * Unless the user states another. An event has some seventeen headers, most of them those of
     * all others, and the whole message behind them: written as it is, it would be the disk's
     * larger part of the work. A producer compresses all it writes, results too.
     */
    private static final String LOG_COMPRESSION = CompressionType.LZ4.name;

    /** The same, for other limits of the same topics. */
    SinkSettings within(List<Destination> found) {
        return new SinkSettings(
                client, group, results(found), partitioner, transactionTimeout, isLog);
    }

    /** The topics of each predictor, of {@link #destinations} with other limits. */
    List<ResultTopics> results(List<Destination> found) {
        Iterator<Destination> next = found.iterator();
        return results.stream().map(each -> each.within(next)).toList();
    }

    List<Destination> destinations() {
        return ResultTopics.destinations(results).toList();
    }

    List<String> topics() {
        return destinations().stream().map(Destination::topic).toList();
    }

    private String idPrefix() {
        return isLog ? TransactionalIds.logPrefix(group) : TransactionalIds.prefix(group);
    }

    boolean isTransactional() {
        return transactionTimeout != null;
    }

    /** The properties of a producer that takes the largest record of any of the topics. */
    Properties producer() {
        IntSummaryStatistics limits =
                destinations().stream().mapToInt(Destination::maxBytes).summaryStatistics();
        Properties config =
                KafkaSinks.producer(client, isTransactional(), limits.getMax(), limits.getMin());
        if (results.stream().anyMatch(each -> each.log() != null)) {
            config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, LOG_COMPRESSION);
        }
        if (transactionTimeout != null) {
            config.setProperty(
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    Long.toString(transactionTimeout.toMillis()));
        }
        return config;
    }

    InferenceResultSerializationSchema serializer(Properties producer) {
        Object compression = producer.get(ProducerConfig.COMPRESSION_TYPE_CONFIG);
        return new InferenceResultSerializationSchema(
                bounded(results, producer),
                partitioner,
                compression == null
                        ? CompressionType.NONE
                        : CompressionType.forName(compression.toString().strip()));
    }

    /** The topics, as far as a producer can serve them that was made with these properties. */
    static List<ResultTopics> bounded(List<ResultTopics> results, Properties producer) {
        return results.stream()
                .map(
                        each ->
                                each.within(
                                        each.destinations().stream()
                                                .map(topic -> bounded(topic, producer))
                                                .iterator()))
                .toList();
    }

    /** A topic, as far as a producer can serve it that was made with these properties. */
    private static Destination bounded(Destination topic, Properties producer) {
        return topic.atMost(
                        number(producer, ProducerConfig.BUFFER_MEMORY_CONFIG),
                        ProducerConfig.BUFFER_MEMORY_CONFIG + " of the producer")
                .atMost(
                        number(producer, ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                        "the limit of the topics as the task started");
    }

    private static long number(Properties producer, String name) {
        Object number = ConfigDef.parseType(name, producer.get(name), ConfigDef.Type.LONG);
        return (Long) number;
    }

    /** Connects. The transactional id is one that the connector finds and aborts with its own. */
    RecordProbe trial(Properties producer, int subtask) {
        return isTransactional()
                ? RecordProbe.aborted(producer, idPrefix() + "trial-" + subtask + "-0")
                : RecordProbe.delivering(producer);
    }

    KafkaSink<InferenceResult> sink(
            Properties producer, InferenceResultSerializationSchema serializer) {
        KafkaSinkBuilder<InferenceResult> sink =
                KafkaSink.<InferenceResult>builder()
                        .setKafkaProducerConfig(producer)
                        .setRecordSerializer(serializer);
        return isTransactional()
                ? transactional(sink)
                : sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
    }

    private KafkaSink<InferenceResult> transactional(KafkaSinkBuilder<InferenceResult> sink) {
        return sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setTransactionalIdPrefix(idPrefix())
                .build();
    }

    /**
     * The sink whose committer is used: that of one with transactions, whatever this run writes.
     */
    KafkaSink<InferenceResult> committing(KafkaSink<InferenceResult> writing) {
        if (isTransactional()) {
            return writing;
        }
        Properties producer = producer();
        Properties config = new Properties();
        config.putAll(producer);
        config.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(COMMITTERS_TRANSACTION.toMillis()));
        return transactional(
                KafkaSink.<InferenceResult>builder()
                        .setKafkaProducerConfig(config)
                        .setRecordSerializer(serializer(producer)));
    }
}
