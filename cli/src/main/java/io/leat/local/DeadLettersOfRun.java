// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.kafka.ErrorHeaders;
import io.leat.kafka.admin.KafkaAnswers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the dead letters that are committed in a run, by their code: those of its input topic that
 * stand behind where the dead-letter topic ended when the run began. Metrics would count anew after
 * each restart, and what is not committed.
 */
final class DeadLettersOfRun {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Properties client;
    private final String topic;
    private final String input;
    private final Map<TopicPartition, Long> begins;

    private DeadLettersOfRun(
            Properties client, String topic, String input, Map<TopicPartition, Long> begins) {
        this.client = client;
        this.topic = topic;
        this.input = input;
        this.begins = begins;
    }

    /**
     * How many there are.
     *
     * @param byCode the codes that occur, in the order of their names
     * @param complete false if the topic could not be read to its end
     */
    record Count(Map<String, Long> byCode, boolean complete) {

        long all() {
            return byCode.values().stream().mapToLong(Long::longValue).sum();
        }

        /** {@code model-rejected 2, bad-reply 1}. */
        String words() {
            return byCode.entrySet().stream()
                    .map(one -> one.getKey() + " " + one.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Notes where the topic ends now.
     *
     * @param client bootstrap servers and security
     * @param topic the dead-letter topic, which exists
     * @param input the topic whose records are counted
     */
    static DeadLettersOfRun from(Properties client, String topic, String input) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(client)) {
            return new DeadLettersOfRun(
                    client, topic, input, consumer.endOffsets(partitions(consumer, topic)));
        } catch (KafkaException e) {
            return new DeadLettersOfRun(client, topic, input, Map.of());
        }
    }

    /** Reads what has come since; not complete where the brokers do not answer in time. */
    Count count() {
        Map<String, Long> byCode = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(client)) {
            return new Count(byCode, read(consumer, byCode));
        } catch (KafkaException e) {
            return new Count(byCode, false);
        }
    }

    private boolean read(KafkaConsumer<byte[], byte[]> consumer, Map<String, Long> byCode) {
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            // One that was made again since counts from 0.
            boolean same = begin <= KafkaAnswers.of(ends, partition);
            consumer.seek(
                    partition, same ? Math.max(begin, KafkaAnswers.of(oldest, partition)) : 0);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                add(record, byCode);
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
        }
        return true;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Map<String, Long> byCode) {
        String code = ErrorHeaders.text(record.headers(), ErrorHeaders.CODE);
        String source = ErrorHeaders.text(record.headers(), ErrorHeaders.SOURCE_TOPIC);
        if (code != null && Objects.equals(source, input)) {
            byCode.merge(code, 1L, Long::sum);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Properties client) {
        Properties config = new Properties();
        config.putAll(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 4);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 4);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
