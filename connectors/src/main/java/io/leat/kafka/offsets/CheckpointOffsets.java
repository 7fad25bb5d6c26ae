// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.offsets;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Brings together what the readers of a job send for the same checkpoint: a partition's offset can
 * be committed when all of them have, as records that a restored state has brought to one subtask
 * may be of a partition that another one reads. Used by one thread.
 */
final class CheckpointOffsets {

    private final TreeMap<Long, Map<Integer, UnansweredOffsets>> pending = new TreeMap<>();
    private long newest = Long.MIN_VALUE;

    /**
     * Takes what one reader has sent.
     *
     * @param readers how many there are
     * @return the oldest unanswered offset by partition, or {@link UnansweredOffsets#NOTHING_READ},
     *     once all readers have sent theirs for a checkpoint newer than those returned before
     */
    Optional<Map<TopicPartition, Long>> add(int subtask, int readers, UnansweredOffsets sent) {
        long checkpoint = sent.checkpointId();
        if (checkpoint <= newest) {
            return Optional.empty();
        }
        Map<Integer, UnansweredOffsets> all =
                pending.computeIfAbsent(checkpoint, first -> new HashMap<>());
        all.put(subtask, sent);
        if (all.size() < readers) {
            return Optional.empty();
        }
        newest = checkpoint;
        pending.headMap(checkpoint, true).clear();
        return Optional.of(oldest(all));
    }

    private static Map<TopicPartition, Long> oldest(Map<Integer, UnansweredOffsets> all) {
        Map<TopicPartition, Long> oldest = new HashMap<>();
        for (UnansweredOffsets sent : all.values()) {
            sent.offsets()
                    .forEach(
                            (partition, offset) ->
                                    oldest.merge(partition, offset, CheckpointOffsets::older));
        }
        return oldest;
    }

    private static long older(long one, long other) {
        if (one == UnansweredOffsets.NOTHING_READ || other == UnansweredOffsets.NOTHING_READ) {
            return Math.max(one, other);
        }
        return Math.min(one, other);
    }
}
