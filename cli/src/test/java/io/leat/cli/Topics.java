// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Makes, fills and reads the topics of a broker. */
final class Topics {

    static final int PARTITIONS = 3;

    private static final int KEYS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String broker;

    Topics(String broker) {
        this.broker = broker;
    }

    String broker() {
        return broker;
    }

    void create(String... names) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(
                            Arrays.stream(names)
                                    .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                                    .toList())
                    .all()
                    .get();
            awaitLeaders(admin, names);
        }
    }

    /** Offsets are told by leaders only; until they are known, a producer would repeat itself. */
    private static void awaitLeaders(Admin admin, String... names) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(
                        e -> e.getCause() instanceof UnknownTopicOrPartitionException)
                .until(() -> admin.listOffsets(latest(names)).all().get() != null);
    }

    /** One with settings of its own. */
    void create(String name, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            NewTopic topic = new NewTopic(name, PARTITIONS, (short) 1).configs(settings);
            admin.createTopics(List.of(topic)).all().get();
            awaitLeaders(admin, name);
        }
    }

    /** Returns when no broker knows the topic any more. */
    void delete(String name) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.deleteTopics(List.of(name)).all().get();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> !names().contains(name));
    }

    Set<String> names() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            return admin.listTopics().names().get();
        }
    }

    /** Sends what a test makes itself. */
    KafkaProducer<byte[], byte[]> bytes() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Map<TopicPartition, OffsetSpec> latest(String... topics) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return latest;
    }

    /** Requests for the numbers from one to before another, under a few keys. */
    void send(String topic, int from, int to) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            send(producer, topic, from, to);
        }
    }

    /** The same in one partition. */
    void sendTo(int partition, String topic, int from, int to)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int n = from; n < to; n++) {
                String value = "{\"instances\":[[" + n + "]]}";
                producer.send(new ProducerRecord<>(topic, partition, "key", value)).get();
            }
        }
    }

    private static void send(KafkaProducer<String, String> producer, String topic, int from, int to)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
        for (int n = from; n < to; n++) {
            String value = "{\"instances\":[[" + n + "]]}";
            acknowledged.add(producer.send(new ProducerRecord<>(topic, "key-" + n % KEYS, value)));
        }
        for (Future<RecordMetadata> one : acknowledged) {
            one.get();
        }
    }

    /** The same in a transaction, which leaves a mark behind its last record. */
    void sendInTransaction(String topic, int from, int to, boolean commit)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = transactional("test-" + topic)) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, topic, from, to);
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /** A producer that shuts out all others of its id. */
    KafkaProducer<String, String> transactional(String id) {
        return producer(Map.of("transactional.id", id));
    }

    private KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", broker);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    /** Every committed record, partition by partition. */
    List<ConsumerRecord<String, String>> committed(String topic) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            List<TopicPartition> partitions = seekToBeginning(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    /** Waits until so many records are committed. */
    void awaitCommitted(String topic, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            seekToBeginning(consumer, topic);
            int found = 0;
            while (found < count) {
                assertThat(System.nanoTime())
                        .as("%d of %d records in %s", found, count, topic)
                        .isLessThan(deadline);
                found += consumer.poll(POLL).count();
            }
        }
    }

    private KafkaConsumer<String, String> consumer() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker, "isolation.level", "read_committed");
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    private static List<TopicPartition> seekToBeginning(
            KafkaConsumer<String, String> consumer, String topic) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    /** A header's text, empty where there is none. */
    static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
