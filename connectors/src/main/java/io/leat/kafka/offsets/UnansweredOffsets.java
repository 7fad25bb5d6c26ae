// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.offsets;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.kafka.common.TopicPartition;

/**
 * Sent by a reader to the enumerator when a checkpoint is complete and its results are committed:
 * the offset of the oldest record of each partition that was not answered in it.
 */
public final class UnansweredOffsets implements SourceEvent {

    /** The reader owns the partition and has read nothing of it. */
    public static final long NOTHING_READ = -1;

    private static final long serialVersionUID = 1L;

    private final long checkpointId;
    private final HashMap<TopicPartition, Long> offsets;

    /**
     * The offsets of one reader.
     *
     * @param offsets by partition, of those the reader owns and of those it has records in flight
     *     from; where none are, the position it will read on from, or {@link #NOTHING_READ}
     */
    public UnansweredOffsets(long checkpointId, Map<TopicPartition, Long> offsets) {
        this.checkpointId = checkpointId;
        this.offsets = new HashMap<>(offsets);
    }

    long checkpointId() {
        return checkpointId;
    }

    public Map<TopicPartition, Long> offsets() {
        return offsets;
    }

    @Override
    public String toString() {
        return "unanswered at checkpoint " + checkpointId + ": " + offsets;
    }
}
