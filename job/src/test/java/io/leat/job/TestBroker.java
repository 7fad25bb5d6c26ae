// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real Kafka broker in this process, one for all test classes; every test has its own topics. */
final class TestBroker implements BeforeAllCallback {

    /** What the broker lets a transaction last. */
    static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

    private static final AtomicInteger NAMES = new AtomicInteger();

    private Running running;

    /** Ends with the last test of the run. */
    @SuppressWarnings("try") // closed by JUnit
    private record Running(KafkaClusterTestKit kit, Admin admin) implements AutoCloseable {

        static Running start() {
            try {
                TestKitNodes nodes =
                        new TestKitNodes.Builder()
                                .setCombined(true)
                                .setNumBrokerNodes(1)
                                .setNumControllerNodes(1)
                                .build();
                KafkaClusterTestKit kit =
                        new KafkaClusterTestKit.Builder(nodes)
                                .setConfigProp("auto.create.topics.enable", "false")
                                // Records here have timestamps of long ago; the broker's cleaner
                                // comes 30 s after the start and would take them for expired.
                                .setConfigProp("log.retention.ms", "-1")
                                // How often the broker looks for transactions to end; 10 s else.
                                .setConfigProp(
                                        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                                        "200")
                                .setConfigProp("offsets.topic.num.partitions", "1")
                                .setConfigProp("offsets.topic.replication.factor", "1")
                                .setConfigProp("transaction.state.log.num.partitions", "2")
                                .setConfigProp("transaction.state.log.replication.factor", "1")
                                .setConfigProp("transaction.state.log.min.isr", "1")
                                .setConfigProp(
                                        "transaction.max.timeout.ms",
                                        Long.toString(LONGEST_TRANSACTION.toMillis()))
                                .build();
                kit.format();
                kit.startup();
                kit.waitForReadyBrokers();
                return new Running(kit, Admin.create(clients(kit.bootstrapServers())));
            } catch (Exception e) {
                throw new IllegalStateException("the test broker does not start", e);
            }
        }

        @Override
        public void close() throws Exception {
            admin.close();
            kit.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(TestBroker.class))
                        .getOrComputeIfAbsent(
                                Running.class, type -> Running.start(), Running.class);
    }

    private static Properties clients(String servers) {
        Properties properties = new Properties();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        return properties;
    }

    String servers() {
        return running.kit().bootstrapServers();
    }

    Admin admin() {
        return running.admin();
    }

    /** A name that is unique in this run. */
    static String uniqueName(String base) {
        return base + "-" + NAMES.incrementAndGet();
    }

    void createTopic(String topic, int partitions) {
        createTopic(topic, partitions, Map.of());
    }

    void createTopic(String topic, int partitions, Map<String, String> config) {
        createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(config)));
    }

    void createTopics(List<NewTopic> topics) {
        try {
            admin().createTopics(topics).all().get();
            topics.forEach(topic -> RunningJob.until(() -> isKnown(topic.name())));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("topics " + topics, e);
        }
    }

    void deleteTopic(String topic) {
        try {
            admin().deleteTopics(List.of(topic)).all().get();
            RunningJob.until(
                    () ->
                            running.kit().brokers().values().stream()
                                    .noneMatch(broker -> broker.metadataCache().contains(topic)));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("topic " + topic, e);
        }
    }

    /** The controller answers before the broker has heard of a topic. */
    private boolean isKnown(String topic) {
        return running.kit().brokers().values().stream()
                .allMatch(broker -> broker.metadataCache().contains(topic));
    }

    void setTopicConfig(String topic, String key, String value) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp op = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        try {
            admin().incrementalAlterConfigs(Map.of(resource, List.of(op))).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("topic " + topic, e);
        }
    }

    /** A producer of raw bytes; {@code overrides} are Kafka's own properties. */
    KafkaProducer<byte[], byte[]> producer(Map<String, Object> overrides) {
        Map<String, Object> properties = new HashMap<>(overrides);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers());
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Produces and waits until the broker has them all. */
    void produce(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            List<Future<?>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("records cannot be produced", e);
        }
    }

    TopicReader read(String... topics) {
        return new TopicReader(servers(), "read_committed", topics);
    }

    TopicReader readUncommitted(String topic) {
        return new TopicReader(servers(), "read_uncommitted", topic);
    }
}
