// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import io.leat.kafka.admin.BrokerInspector;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up topics, and what this user may do with them; what is missing is one sentence that ends a
 * command. One blocking question each.
 */
public record TopicLook(BrokerInspector broker) {

    /** How long a topic just made may take to be known to the brokers. */
    private static final Duration CREATION_TIMEOUT = Duration.ofSeconds(10);

    public TopicLook(Admin admin) {
        this(new BrokerInspector(admin, CREATION_TIMEOUT));
    }

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
        TopicDescription found;
        try {
            found = broker.describe(topic);
        } catch (InvalidTopicException e) {
            return null;
        } catch (AuthorizationException e) {
            throw lacking(needed[0], topic);
        }
        if (found == null) {
            return null;
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
        String words = BrokerInspector.name(operation);
        return new DeadLetterException(
                "this user lacks %s on topic %s (expected: an ACL that allows %s on Topic %s)"
                        .formatted(words, topic, words, topic));
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
            create(topic, (short) like.partitions().get(0).replicas().size(), needed);
            require(topic, needed);
            return;
        }
        String policy = broker.settings(topic).get(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
            throw new DeadLetterException(
                    "topic %s has cleanup.policy %s (expected: compact, as the topic records permanently what was redriven)"
                            .formatted(topic, policy));
        }
    }

    private void create(String topic, short replicas, AclOperation... needed)
            throws DeadLetterException {
        NewTopic logTopic =
                new NewTopic(topic, 1, replicas)
                        .configs(
                                Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            broker.create(logTopic);
        } catch (AuthorizationException e) {
            if (find(topic, needed) == null) {
                throw lacking(AclOperation.CREATE, topic);
            }
        } catch (UnknownTopicOrPartitionException e) {
            throw new DeadLetterException(
                    "topic %s was made and does not appear (expected: within %d s)"
                            .formatted(topic, CREATION_TIMEOUT.toSeconds()));
        }
    }
}
