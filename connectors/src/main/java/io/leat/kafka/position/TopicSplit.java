// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import java.util.Objects;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The connector's split with the id of the topic its offset is a position in: a topic that is
 * deleted and made again has the same name and another id.
 */
public final class TopicSplit extends KafkaPartitionSplit {

    private final @Nullable Uuid topicId;

    /**
     * Adds the id.
     *
     * @param topicId null where it is not known
     */
    public TopicSplit(KafkaPartitionSplit split, long offset, @Nullable Uuid topicId) {
        super(split.getTopicPartition(), offset, stoppingOffset(split));
        this.topicId = topicId;
    }

    static long stoppingOffset(KafkaPartitionSplit split) {
        return split.getStoppingOffset().orElse(NO_STOPPING_OFFSET);
    }

    /** The id a split carries, or null where it carries none. */
    static @Nullable Uuid topicIdOf(KafkaPartitionSplit split) {
        return split instanceof TopicSplit topic ? topic.topicId : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicSplit that
                && super.equals(that)
                && Objects.equals(topicId, that.topicId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), topicId);
    }

    @Override
    public String toString() {
        return super.toString() + "[TopicId: " + topicId + "]";
    }
}
