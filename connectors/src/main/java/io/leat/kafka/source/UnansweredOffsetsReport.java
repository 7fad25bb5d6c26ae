// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.offsets.UnansweredOffsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/**
 * Reports one reader's unanswered offsets to the enumerator. A record is answered when the
 * checkpoint that has its result is complete and, where delivery is exactly once, the transaction
 * of the result is committed: a job that starts without state ends transactions that are open.
 *
 * <p>Used by the task's thread.
 */
final class UnansweredOffsetsReport {

    private final InFlightGate gate;
    private final ConsumedPositions positions;
    private final Consumer<SourceEvent> toEnumerator;
    private final TreeMap<Long, Map<TopicPartition, Long>> pending = new TreeMap<>();

    UnansweredOffsetsReport(
            InFlightGate gate, ConsumedPositions positions, Consumer<SourceEvent> toEnumerator) {
        this.gate = gate;
        this.positions = positions;
        this.toEnumerator = toEnumerator;
    }

    /**
     * A checkpoint is taken.
     *
     * @param splits the reader's partitions, from where they are to be read on
     */
    void snapshot(long checkpointId, List<KafkaPartitionSplit> splits) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (KafkaPartitionSplit split : splits) {
            offsets.put(split.getTopicPartition(), position(split));
        }
        // Restored ones may be of partitions that another subtask reads now.
        offsets.putAll(gate.oldest());
        pending.put(checkpointId, offsets);
    }

    private long position(KafkaPartitionSplit split) {
        long handedOut = split.getStartingOffset(); // a mark below zero until a record was
        long next = positions.next(split.getTopicPartition(), Math.max(0, handedOut));
        return handedOut < 0 && next == 0 ? UnansweredOffsets.NOTHING_READ : next;
    }

    /** A checkpoint is complete. The sink, later in the chain, has heard of it before. */
    void complete(long checkpointId) {
        Map<TopicPartition, Long> offsets = pending.remove(checkpointId);
        pending.headMap(checkpointId).clear();
        if (offsets != null && gate.areResultsCommitted()) {
            toEnumerator.accept(new UnansweredOffsets(checkpointId, offsets));
        }
    }

    void aborted(long checkpointId) {
        pending.remove(checkpointId);
    }
}
