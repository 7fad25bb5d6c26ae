// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import io.leat.kafka.InferenceRequest;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of one subtask that were read but not yet handed to the sink: a list through the
 * records themselves, as each enters and leaves once and only a checkpoint looks at all of them.
 * Used by the task's thread.
 */
final class InFlightRecords {

    private @Nullable InferenceRequest newest;

    /** A record has been read or restored. It must not be in another list. */
    void add(InferenceRequest request) {
        request.older = newest;
        if (newest != null) {
            newest.newer = request;
        }
        newest = request;
    }

    /** The same instance has been handed on. */
    void remove(InferenceRequest request) {
        InferenceRequest older = request.older;
        InferenceRequest newer = request.newer;
        if (newer != null) {
            newer.older = older;
        } else if (newest == request) {
            newest = older;
        } else {
            throw new IllegalStateException(request + " is not in flight");
        }
        if (older != null) {
            older.newer = newer;
        }
        request.older = null;
        request.newer = null;
    }

    /** The lowest offset of each partition that has records in flight. */
    Map<TopicPartition, Long> oldest() {
        Map<TopicPartition, Long> oldest = new HashMap<>();
        for (InferenceRequest record = newest; record != null; record = record.older) {
            oldest.merge(
                    new TopicPartition(record.topic, record.partition), record.offset, Math::min);
        }
        return oldest;
    }
}
