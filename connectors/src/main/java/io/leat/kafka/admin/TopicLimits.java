// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import io.leat.kafka.Destination;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Reads from a topic's settings which records its brokers take. */
public final class TopicLimits {

    /** Kafka's default of {@code socket.request.max.bytes}. */
    public static final long DEFAULT_REQUEST_BYTES = 100L * 1024 * 1024;

    /** What a produce request has beside the batch of one record, generously. */
    private static final int REQUEST_OVERHEAD = 64 * 1024;

    /** Removed in Kafka 4; before 3.6 the only limit of its kind. */
    private static final String TIMESTAMP_DIFFERENCE = "message.timestamp.difference.max.ms";

    private static final int KAFKAS_MAX_MESSAGE_BYTES = 1024 * 1024 + 12;

    private TopicLimits() {}

    /**
     * The limits of a topic. A setting the broker does not know counts as its default.
     *
     * @param settings by name; a value may be null
     * @param requestBytes {@code socket.request.max.bytes} of the brokers: a larger request is
     *     answered by closing the connection, and the producer would send it again for ever
     */
    public static Destination read(
            String topic, int partitions, Map<String, String> settings, long requestBytes) {
        int messageBytes =
                (int)
                        number(
                                settings,
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                KAFKAS_MAX_MESSAGE_BYTES);
        long before =
                number(
                        settings,
                        TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                        Long.MAX_VALUE);
        long after =
                number(settings, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.MAX_VALUE);
        long difference = number(settings, TIMESTAMP_DIFFERENCE, Long.MAX_VALUE);
        return new Destination(
                        topic,
                        messageBytes,
                        "the limit of " + topic,
                        "LogAppendTime"
                                .equals(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)),
                        text(settings, TopicConfig.CLEANUP_POLICY_CONFIG, "")
                                .contains(TopicConfig.CLEANUP_POLICY_COMPACT),
                        before == Long.MAX_VALUE ? difference : before,
                        after == Long.MAX_VALUE ? difference : after,
                        text(settings, TopicConfig.COMPRESSION_TYPE_CONFIG, "producer"),
                        partitions)
                .atMost(
                        number(settings, TopicConfig.SEGMENT_BYTES_CONFIG, Integer.MAX_VALUE),
                        TopicConfig.SEGMENT_BYTES_CONFIG + " of " + topic)
                .atMost(requestBytes - REQUEST_OVERHEAD, "socket.request.max.bytes of the brokers");
    }

    /** A setting as a number; the default where it is absent or no number. */
    static long number(Map<String, String> settings, String name, long otherwise) {
        return number(settings.get(name), otherwise);
    }

    static long number(@Nullable String value, long otherwise) {
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static String text(Map<String, String> settings, String name, String otherwise) {
        String value = settings.get(name);
        return value == null ? otherwise : value;
    }
}
