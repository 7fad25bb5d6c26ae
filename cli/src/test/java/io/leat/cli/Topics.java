// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.testing.kafka.BrokerTopics;
import io.leat.testing.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The topics of a broker, with requests for numbers in them and what came of these. */
final class Topics extends BrokerTopics {

    static final int PARTITIONS = 3;

    private static final int KEYS = 20;

    private final String broker;

    Topics(String broker) {
        this.broker = broker;
    }

    @Override
    public String servers() {
        return broker;
    }

    void create(String... names) {
        createTopics(
                Arrays.stream(names)
                        .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                        .toList());
    }

    /** One with settings of its own. */
    void create(String name, Map<String, String> settings) {
        createTopic(name, PARTITIONS, settings);
    }

    /** Requests for the numbers from one to before another, under a few keys. */
    private static List<ProducerRecord<byte[], byte[]>> requests(String topic, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> request(topic, null, "key-" + n % KEYS, n))
                .toList();
    }

    private static ProducerRecord<byte[], byte[]> request(
            String topic, @Nullable Integer partition, String key, int number) {
        return new ProducerRecord<>(
                topic, partition, bytes(key), bytes("{\"instances\":[[" + number + "]]}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void send(String topic, int from, int to) {
        produce(requests(topic, from, to));
    }

    /** The same in one partition. */
    void sendTo(int partition, String topic, int from, int to) {
        produce(
                IntStream.range(from, to)
                        .mapToObj(n -> request(topic, partition, "key", n))
                        .toList());
    }

    /** The same in a transaction, which leaves a mark behind its last record. */
    void sendInTransaction(String topic, int from, int to, boolean commit) {
        try (KafkaProducer<byte[], byte[]> producer = transactional("test-" + topic)) {
            producer.initTransactions();
            producer.beginTransaction();
            produce(producer, requests(topic, from, to));
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /** A producer that shuts out all others of its id. */
    KafkaProducer<byte[], byte[]> transactional(String id) {
        return producer(Map.of("transactional.id", id));
    }

    /** Every committed record, partition by partition. */
    List<ConsumerRecord<String, String>> committed(String topic) {
        try (TopicReader reader = read(topic)) {
            return reader.toTheEnd().stream().map(Topics::text).toList();
        }
    }

    private static ConsumerRecord<String, String> text(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                text(record.key()),
                text(record.value()),
                record.headers(),
                Optional.empty());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Waits until so many records are committed. */
    void awaitCommitted(String topic, int count) {
        try (TopicReader reader = read(topic)) {
            reader.atLeast(count, () -> {});
        }
    }

    /** A header's text, empty where there is none. */
    static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
