// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import java.io.Serializable;

/**
 * A topic results go to, with what its brokers take.
 *
 * @param maxBytes the largest record, as the producer counts and as it is once compressed
 * @param sizeLimit what sets this limit, for a message: {@code the limit of predictions}
 * @param logAppendTime whether the brokers stamp records themselves
 * @param compacted whether each record must have a key
 * @param maxAgeMillis how far a timestamp may lie in the past
 * @param maxAheadMillis how far a timestamp may lie in the future
 * @param compression {@code compression.type} of the topic
 * @param partitions how many it has
 */
public record Destination(
        String topic,
        int maxBytes,
        String sizeLimit,
        boolean logAppendTime,
        boolean compacted,
        long maxAgeMillis,
        long maxAheadMillis,
        String compression,
        int partitions)
        implements Serializable {

    /** Clocks differ, and a record may wait in the producer. */
    private static final long TOLERANCE_MILLIS = 60_000;

    /** A topic of one partition with no limit but these. */
    public Destination(String topic, int maxBytes, boolean logAppendTime) {
        this(
                topic,
                maxBytes,
                "the limit of " + topic,
                logAppendTime,
                false,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                "producer",
                1);
    }

    /** The same with this limit too, if it is the smaller one. */
    public Destination atMost(long bytes, String limit) {
        return bytes >= maxBytes
                ? this
                : new Destination(
                        topic,
                        (int) Math.max(0, bytes),
                        limit,
                        logAppendTime,
                        compacted,
                        maxAgeMillis,
                        maxAheadMillis,
                        compression,
                        partitions);
    }

    /** Whether the brokers take a record of this time; milliseconds since the epoch both. */
    public boolean takes(long timestamp, long now) {
        return logAppendTime
                || (timestamp >= 0
                        && now - timestamp <= lessTolerance(maxAgeMillis)
                        && timestamp - now <= lessTolerance(maxAheadMillis));
    }

    private static long lessTolerance(long millis) {
        return millis - Math.min(TOLERANCE_MILLIS, millis / 2);
    }
}
