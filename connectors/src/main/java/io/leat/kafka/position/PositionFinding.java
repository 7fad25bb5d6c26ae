// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

/** What has become of a position since it was noted. */
sealed interface PositionFinding {

    /** The record is there, or the next one will be. */
    record Found(int partition, long offset) implements PositionFinding {}

    /** The topic was deleted and made again: everything in it is new. */
    record OtherTopic(ReadPosition position, TopicLog log, long begin) implements PositionFinding {}

    /** The topic was made again with fewer partitions. */
    record NoPartition(ReadPosition position, TopicLog log) implements PositionFinding {}

    /** Retention or delete-records has taken records that were not read. */
    record Deleted(ReadPosition position, long begin) implements PositionFinding {}

    /** The log is shorter than what was read of it. */
    record BeyondEnd(ReadPosition position, TopicLog.Offsets offsets) implements PositionFinding {

        /**
         * Behind all that is there, if it is the topic that was read. If that is not known it may
         * be another, of which nothing was read.
         */
        long goOnAt() {
            return position.topicId() == null ? offsets.begin() : offsets.end();
        }
    }
}
