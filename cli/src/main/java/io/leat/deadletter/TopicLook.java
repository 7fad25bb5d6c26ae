// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import io.leat.kafka.admin.KafkaAnswers;
import java.util.HashMap;
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
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What a broker says of topics, and what this user may do with them. One blocking question each.
 */
public record TopicLook(Admin admin) {

    private static final int MOST_TRIES = 200;

    /**
     * A topic that must be there.
     *
     * @throws DeadLetterException if it is not, or may not be used so
     */
    public TopicDescription require(String topic, AclOperation... needed)
            throws DeadLetterException {
        TopicDescription found = find(topic, needed);
        if (found == null) {
            throw new DeadLetterException(
                    "topic %s does not exist (expected: an existing topic)".formatted(topic));
        }
        return found;
    }

    /**
     * A topic, or null where there is none.
     *
     * @param needed what is to be done with it
     * @throws DeadLetterException if it may not be used so
     */
    public @Nullable TopicDescription find(String topic, AclOperation... needed)
            throws DeadLetterException {
        DescribeTopicsOptions options =
                new DescribeTopicsOptions().includeAuthorizedOperations(true);
        TopicDescription found;
        try {
            found =
                    KafkaAnswers.await(
                            KafkaAnswers.of(
                                    admin.describeTopics(Set.of(topic), options).topicNameValues(),
                                    topic));
        } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
            return null;
        } catch (AuthorizationException e) {
            throw lacking(needed[0], topic);
        }
        for (AclOperation operation : needed) {
            if (found.authorizedOperations() != null
                    && !found.authorizedOperations().contains(operation)) {
                throw lacking(operation, topic);
            }
        }
        return found;
    }

    private static DeadLetterException lacking(AclOperation operation, String topic) {
        String words =
                operation == AclOperation.DESCRIBE_CONFIGS
                        ? "DescribeConfigs"
                        : operation.name().charAt(0)
                                + operation.name().substring(1).toLowerCase(Locale.ROOT);
        return new DeadLetterException(
                "this user lacks %s on topic %s (expected: an ACL that allows %s on Topic %s)"
                        .formatted(words, topic, words, topic));
    }

    /** The settings of a topic that is there, by name. */
    public Map<String, String> settings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config =
                KafkaAnswers.await(
                        KafkaAnswers.of(
                                admin.describeConfigs(Set.of(resource)).values(), resource));
        Map<String, String> settings = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            settings.put(entry.name(), entry.value());
        }
        return settings;
    }

    /**
     * Sees to it that there is a topic whose marks are kept.
     *
     * @param like as many replicas as it has
     */
    public void requireLog(String topic, TopicDescription like) throws DeadLetterException {
        AclOperation[] needed = {
            AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS
        };
        if (find(topic, needed) == null) {
            create(topic, (short) like.partitions().get(0).replicas().size());
            awaitKnown(topic);
            require(topic, needed);
            return;
        }
        String policy = settings(topic).get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
            throw new DeadLetterException(
                    "topic %s has cleanup.policy %s (expected: compact, as the topic records permanently what was redriven)"
                            .formatted(topic, policy));
        }
    }

    private void create(String topic, short replicas) throws DeadLetterException {
        NewTopic logTopic =
                new NewTopic(topic, 1, replicas)
                        .configs(
                                Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            KafkaAnswers.await(admin.createTopics(Set.of(logTopic)).all());
        } catch (TopicExistsException e) {
            // Another redrive was quicker, which is as good.
        } catch (AuthorizationException e) {
            throw lacking(AclOperation.CREATE, topic);
        }
    }

    /** The controller answers before the brokers have heard of the topic. */
    private void awaitKnown(String topic) throws DeadLetterException {
        for (int tries = 1; find(topic, AclOperation.READ) == null; tries++) {
            if (tries == MOST_TRIES) {
                throw new DeadLetterException(
                        "topic %s was made and does not appear (expected: within 10 s)"
                                .formatted(topic));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
