// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import io.leat.kafka.Destination;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a broker about itself and its topics, one blocking question at a time.
 *
 * @param patience how long a topic just made may take to be known everywhere
 */
public record BrokerInspector(Admin admin, Duration patience) {

    private static final long POLL_MILLIS = 50;

    String clusterId() {
        return AdminFutures.await(admin.describeCluster().clusterId());
    }

    /** A topic with what this client may do with it, or null where there is none. */
    public @Nullable TopicDescription describe(String topic) {
        DescribeTopicsOptions options =
                new DescribeTopicsOptions().includeAuthorizedOperations(true);
        try {
            return AdminFutures.await(
                    AdminFutures.of(
                            admin.describeTopics(Set.of(topic), options).topicNameValues(), topic));
        } catch (UnknownTopicOrPartitionException e) {
            return null;
        }
    }

    /**
     * The limits of a topic that exists.
     *
     * @throws UnknownTopicOrPartitionException if it does not
     */
    Destination destination(String topic) {
        return destination(topic, requestBytes());
    }

    /**
     * The limits of a topic that exists.
     *
     * @param requestBytes what {@link #requestBytes} has answered
     * @throws UnknownTopicOrPartitionException if it does not
     */
    public Destination destination(String topic, long requestBytes) {
        return TopicLimits.read(topic, partitions(topic), settings(topic), requestBytes);
    }

    /**
     * The settings of a topic that exists, by name.
     *
     * @throws UnknownTopicOrPartitionException if it does not
     */
    public Map<String, String> settings(String topic) {
        Map<String, String> settings = new HashMap<>();
        for (ConfigEntry entry : config(ConfigResource.Type.TOPIC, topic).entries()) {
            settings.put(entry.name(), entry.value());
        }
        return settings;
    }

    private int partitions(String topic) {
        return AdminFutures.await(
                        AdminFutures.of(
                                admin.describeTopics(Set.of(topic)).topicNameValues(), topic))
                .partitions()
                .size();
    }

    /** The largest request that brokers take; Kafka's default where they do not say. */
    public long requestBytes() {
        return TopicLimits.number(
                setting("socket.request.max.bytes"), TopicLimits.DEFAULT_REQUEST_BYTES);
    }

    /**
     * A setting of the brokers themselves, as one of them has it; null where it has none of that
     * name or does not say.
     */
    @Nullable String setting(String name) {
        Iterator<Node> nodes = AdminFutures.await(admin.describeCluster().nodes()).iterator();
        if (!nodes.hasNext()) {
            return null;
        }
        try {
            String node = nodes.next().idString();
            ConfigEntry entry = config(ConfigResource.Type.BROKER, node).get(name);
            return entry == null ? null : entry.value();
        } catch (ClusterAuthorizationException e) {
            return null;
        }
    }

    /** Commits nothing, as the group: throws where it may not commit. */
    void tryToCommit(String group) {
        AdminFutures.await(admin.alterConsumerGroupOffsets(group, Map.of()).all());
    }

    /** Begins no transaction, but asks for the id of one: throws where that may not be had. */
    void tryTransactionalId(String id) {
        AdminFutures.await(admin.fenceProducers(Set.of(id)).all());
    }

    /**
     * Makes a topic with the partitions and replication of another, and waits until it is known.
     */
    void create(String topic, TopicDescription like, int maxBytes) {
        short replicas = (short) like.partitions().get(0).replicas().size();
        create(
                new NewTopic(topic, like.partitions().size(), replicas)
                        .configs(
                                Map.of(
                                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                        Integer.toString(maxBytes))));
    }

    /**
     * Makes a topic, unless it is there, and waits until its settings can be read: the controller
     * answers before the brokers have heard of it.
     *
     * @throws UnknownTopicOrPartitionException if they have not within {@link #patience}
     */
    public void create(NewTopic topic) {
        try {
            AdminFutures.await(admin.createTopics(Set.of(topic)).all());
        } catch (TopicExistsException e) {
            // Someone else was quicker: it exists, which is what we want.
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                destination(topic.name());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** An operation as kafka-acls.sh writes it. */
    public static String name(AclOperation operation) {
        return switch (operation) {
            case DESCRIBE_CONFIGS -> "DescribeConfigs";
            default ->
                    operation.name().charAt(0)
                            + operation.name().substring(1).toLowerCase(Locale.ROOT);
        };
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private Config config(ConfigResource.Type type, String name) {
        ConfigResource resource = new ConfigResource(type, name);
        return AdminFutures.await(
                AdminFutures.of(admin.describeConfigs(Set.of(resource)).values(), resource));
    }
}
