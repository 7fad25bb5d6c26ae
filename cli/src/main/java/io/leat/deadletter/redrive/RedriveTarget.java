package io.leat.deadletter.redrive;

import io.leat.deadletter.DeadLetterException;
import io.leat.deadletter.TopicLook;
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
 * @param maxBytes the largest record it takes
 * @param logAppendTime whether it stamps records itself
 * @param oldest the age above which a record would be refused, or soon be gone again
 */
record RedriveTarget(
        String topic, int partitions, int maxBytes, boolean logAppendTime, Duration oldest) {

    private static final Duration EVER = Duration.ofMillis(Long.MAX_VALUE);

    /** The topics seen so far; not thread-safe. */
    static final class Cache {

        private final TopicLook look;
        private final Map<String, @Nullable RedriveTarget> known = new HashMap<>();

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
                known.put(
                        topic,
                        found == null
                                ? null
                                : of(topic, found.partitions().size(), look.settings(topic)));
            }
            return known.get(topic);
        }
    }

    private static RedriveTarget of(String topic, int partitions, Map<String, String> settings) {
        return new RedriveTarget(
                topic,
                partitions,
                Integer.parseInt(settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)),
                "LogAppendTime".equals(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)),
                oldest(settings));
    }

    /** Half the retention: the job that is to read it may be busy, or down. */
    private static Duration oldest(Map<String, String> settings) {
        String before = settings.get(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);
        Duration accepted = before == null ? EVER : Duration.ofMillis(Long.parseLong(before));
        long retention = Long.parseLong(settings.get(TopicConfig.RETENTION_MS_CONFIG));
        boolean deletes =
                settings.get(TopicConfig.CLEANUP_POLICY_CONFIG)
                        .contains(TopicConfig.CLEANUP_POLICY_DELETE);
        Duration kept = !deletes || retention < 0 ? EVER : Duration.ofMillis(retention / 2);
        return accepted.compareTo(kept) < 0 ? accepted : kept;
    }

    /** Whether a record of this time would last here. */
    boolean keeps(long timestamp, Instant now) {
        return Duration.between(Instant.ofEpochMilli(timestamp), now).compareTo(oldest) < 0;
    }
}
