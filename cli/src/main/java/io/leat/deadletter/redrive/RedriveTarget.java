// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import io.leat.deadletter.DeadLetterException;
import io.leat.deadletter.TopicLook;
import io.leat.kafka.Destination;
import io.leat.kafka.admin.TopicLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * A topic that records are sent back to.
 *
 * @param limits which records its brokers take
 * @param kept half its retention, as the job that is to read it may be busy, or down; what is older
 *     would soon be gone again
 */
record RedriveTarget(Destination limits, Duration kept) {

    private static final Duration EVER = Duration.ofMillis(Long.MAX_VALUE);

    /** Kafka's default of {@code retention.ms}. */
    private static final Duration KAFKAS_RETENTION = Duration.ofDays(7);

    /** The topics seen so far; not thread-safe. */
    static final class Cache {

        private final TopicLook look;
        private final Map<String, @Nullable RedriveTarget> known = new HashMap<>();
        private long requestBytes; // of the brokers; 0 until it is read

        Cache(TopicLook look) {
            this.look = look;
        }

        /**
         * A topic, or null where there is none.
         *
         * @throws DeadLetterException if this user may not write to it
         */
        @Nullable RedriveTarget find(String topic) throws DeadLetterException {
            if (!known.containsKey(topic)) {
                TopicDescription found =
                        look.find(topic, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
                known.put(topic, found == null ? null : read(topic, found.partitions().size()));
            }
            return known.get(topic);
        }

        private RedriveTarget read(String topic, int partitions) {
            if (requestBytes == 0) {
                requestBytes = look.broker().requestBytes();
            }
            return of(topic, partitions, look.broker().settings(topic), requestBytes);
        }
    }

    /**
     * A topic. A setting that its broker does not state counts as Kafka's default.
     *
     * @param settings its own, by name
     * @param requestBytes {@code socket.request.max.bytes} of the brokers
     */
    static RedriveTarget of(
            String topic, int partitions, Map<String, String> settings, long requestBytes) {
        String stated = settings.get(TopicConfig.RETENTION_MS_CONFIG);
        long retention = stated == null ? KAFKAS_RETENTION.toMillis() : Long.parseLong(stated);
        String policy = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG);
        boolean deletes = policy == null || policy.contains(TopicConfig.CLEANUP_POLICY_DELETE);
        return new RedriveTarget(
                TopicLimits.read(topic, partitions, settings, requestBytes),
                !deletes || retention < 0 ? EVER : Duration.ofMillis(retention / 2));
    }

    String topic() {
        return limits.topic();
    }

    int partitions() {
        return limits.partitions();
    }

    /** The largest record it takes. */
    int maxBytes() {
        return limits.maxBytes();
    }

    /** Whether it stamps records itself. */
    boolean logAppendTime() {
        return limits.logAppendTime();
    }

    /** Whether its brokers take a record of this time, and it would last. */
    boolean keeps(long timestamp, Instant now) {
        return limits.takes(timestamp, now.toEpochMilli())
                && Duration.between(Instant.ofEpochMilli(timestamp), now).compareTo(kept) < 0;
    }
}
