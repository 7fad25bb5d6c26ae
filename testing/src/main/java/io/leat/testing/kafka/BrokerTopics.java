// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Makes, changes, fills and reads the topics of a broker. */
public abstract class BrokerTopics {

    /** As long as a busy machine may take. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    /** The address of the broker. */
    public abstract String servers();

    protected static ConditionFactory await() {
        return Awaitility.await()
                .atMost(TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL);
    }

    public void createTopic(String topic, int partitions) {
        createTopic(topic, partitions, Map.of());
    }

    /** With settings of its own. */
    public void createTopic(String topic, int partitions, Map<String, String> config) {
        createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)));
    }

    /** Returns when their partitions have leaders: until then, a producer would repeat itself. */
    public void createTopics(Collection<NewTopic> topics) {
        try (Admin admin = connect()) {
            get("topics " + topics, admin.createTopics(topics).all());
            await().ignoreExceptionsMatching(
                            e -> e.getCause() instanceof UnknownTopicOrPartitionException)
                    .until(() -> admin.listOffsets(ends(topics)).all().get() != null);
        }
    }

    private static Map<TopicPartition, OffsetSpec> ends(Collection<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        return ends;
    }

    /** Returns when the broker does not know the topic any more. */
    public void deleteTopic(String topic) {
        try (Admin admin = connect()) {
            get("topic " + topic, admin.deleteTopics(List.of(topic)).all());
        }
        await().until(() -> !topicNames().contains(topic));
    }

    public Set<String> topicNames() {
        try (Admin admin = connect()) {
            return get("the names of topics", admin.listTopics().names());
        }
    }

    public void setTopicConfig(String topic, String key, String value) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp op = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        try (Admin admin = connect()) {
            get(
                    "topic " + topic,
                    admin.incrementalAlterConfigs(Map.of(resource, List.of(op))).all());
        }
    }

    private Admin connect() {
        return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers()));
    }

    private static <T> T get(String what, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(what, e);
        }
    }

    /** A producer of raw bytes; {@code overrides} are Kafka's own properties. */
    public KafkaProducer<byte[], byte[]> producer(Map<String, Object> overrides) {
        Map<String, Object> properties = new HashMap<>(overrides);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers());
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Produces and waits until the broker has them all. */
    public void produce(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            produce(producer, records);
        }
    }

    /** The same by a producer of the test, which may be in a transaction. */
    protected static void produce(
            KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<?>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        try {
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("records cannot be produced", e);
        }
    }

    /** Reads what is committed. */
    public TopicReader read(String... topics) {
        return new TopicReader(servers(), "read_committed", topics);
    }

    public TopicReader readUncommitted(String topic) {
        return new TopicReader(servers(), "read_uncommitted", topic);
    }
}
