// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import io.leat.kafka.admin.AdminFutures;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed in a topic from a moment on, once each, also if brokers are away
 * meanwhile or the topic is made again. Used by one thread at a time.
 */
final class CommittedRecords {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** How long brokers may say nothing before they are taken to be away. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Properties client;
    private final String topic;

    /** Where to go on, by partition. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private CommittedRecords(Properties client, String topic) {
        this.client = client;
        this.topic = topic;
    }

    /**
     * From where the topic ends now, open transactions included.
     *
     * @param client bootstrap servers and security
     * @param topic one that exists
     * @throws KafkaException if the brokers do not answer
     */
    static CommittedRecords after(Properties client, String topic) {
        CommittedRecords records = new CommittedRecords(client, topic);
        KafkaConsumer<byte[], byte[]> consumer = records.consumer();
        try {
            records.next.putAll(consumer.endOffsets(records.partitions(consumer)));
            return records;
        } finally {
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    /**
     * Gives each record as it comes.
     *
     * @param goOn asked several times a second
     * @throws KafkaException if the brokers do not answer; may be called again then
     */
    void follow(Consumer<ConsumerRecord<byte[], byte[]>> each, BooleanSupplier goOn) {
        KafkaConsumer<byte[], byte[]> consumer = opened();
        try {
            while (goOn.getAsBoolean()) {
                poll(consumer, each);
            }
        } finally {
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    /**
     * Gives each record up to the end the topic has now.
     *
     * @return false if the brokers have stopped to answer
     * @throws KafkaException if they do not answer at all
     */
    boolean toTheEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        KafkaConsumer<byte[], byte[]> consumer = opened();
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            long heard = System.nanoTime();
            while (!isAt(ends, consumer)) {
                long before = position(consumer);
                poll(consumer, each);
                long now = System.nanoTime();
                if (position(consumer) != before) {
                    heard = now;
                } else if (now - heard > PATIENCE.toNanos()) {
                    return false;
                }
            }
            return true;
        } finally {
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    private static boolean isAt(
            Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static long position(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private void poll(
            KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            each.accept(record);
        }
    }

    /** At its place in every partition there is now. */
    private KafkaConsumer<byte[], byte[]> opened() {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        try {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (TopicPartition partition : partitions) {
                long place = next.getOrDefault(partition, 0L);
                // One that was made again since counts from 0.
                boolean same = place <= AdminFutures.of(ends, partition);
                long begin = same ? place : 0;
                consumer.seek(partition, Math.max(begin, AdminFutures.of(oldest, partition)));
            }
            return consumer;
        } catch (KafkaException e) {
            consumer.close(CloseOptions.timeout(CLOSING));
            throw e;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties config = new Properties();
        config.putAll(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A topic that is gone must not look as if it were empty. */
    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist");
        }
        return partitions;
    }
}
