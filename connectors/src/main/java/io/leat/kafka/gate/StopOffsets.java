// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import io.leat.kafka.InferenceRequest;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading ends when only what is in the topic now shall be processed: the offset of the last
 * record per partition. Kafka's own bounded mode is not used, because it forgets the position of a
 * partition it has finished, and with it the way back to reading on.
 *
 * <p>The reader that owns the partitions stops, and stays, when all of them are reached; what
 * started the job watches the metrics {@code GatedSource#READ_UNTIL_END} and {@code
 * GatedSource#IN_FLIGHT} and then stops it with a savepoint.
 *
 * <p>Why it is so: {@code docs/adr/0009-until-end-stops-reading-instead-of-ending-the-source.md}.
 */
public final class StopOffsets implements Serializable {

    /** Read for ever. */
    public static final StopOffsets NEVER = new StopOffsets(Map.of(), false);

    private static final long serialVersionUID = 1L;

    private final HashMap<TopicPartition, Long> last;
    private final boolean ends;

    private StopOffsets(Map<TopicPartition, Long> last, boolean ends) {
        this.last = new HashMap<>(last);
        this.ends = ends;
    }

    /**
     * Reads up to these records, and them too.
     *
     * @param last offset of the last record to process, by partition; partitions with nothing left
     *     to do are left out
     */
    public static StopOffsets lastOffsets(Map<TopicPartition, Long> last) {
        return new StopOffsets(last, true);
    }

    public Progress begin() {
        return new Progress();
    }

    /** How far one reader has come. Used by its task thread; a metric reads the count. */
    public final class Progress {
        private final Set<TopicPartition> pending = new HashSet<>();
        private final Set<TopicPartition> done = new HashSet<>();
        private volatile int reached;

        /**
         * The reader has been given a partition.
         *
         * @param startingOffset below zero where it is one of Kafka's marks for "committed" or
         *     "earliest", that is, not known yet
         */
        void own(TopicPartition partition, long startingOffset) {
            if (last.containsKey(partition) && !done.contains(partition)) {
                pending.add(partition);
                read(partition, startingOffset - 1);
            }
        }

        /**
         * A record has been read. Counts for partitions of this reader's own only: after a change
         * of parallelism the records that were in flight are restored by any subtask, and a
         * partition counted by two of them would never add up to the end.
         */
        void read(InferenceRequest request) {
            if (ends) {
                read(new TopicPartition(request.topic, request.partition), request.offset);
            }
        }

        private void read(TopicPartition partition, long offset) {
            Long end = last.get(partition);
            if (ends && end != null && offset >= end && pending.contains(partition)) {
                pending.remove(partition);
                done.add(partition);
                reached = done.size();
            }
        }

        boolean done() {
            return ends && pending.isEmpty();
        }

        int reached() {
            return reached;
        }
    }
}
