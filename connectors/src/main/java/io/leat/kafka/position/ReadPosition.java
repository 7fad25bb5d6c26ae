// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Where a job has come in a partition.
 *
 * @param offset of the next record to read
 * @param topicId the topic it is an offset in, or null where that is not known
 */
record ReadPosition(int partition, long offset, @Nullable Uuid topicId) {

    /** Compares it with what the topic of the same name holds now. */
    PositionFinding in(TopicLog log) {
        boolean sameTopic = topicId == null || log.id() == null || topicId.equals(log.id());
        TopicLog.Offsets offsets = log.offsets().get(partition);
        if (offsets == null) {
            return new PositionFinding.NoPartition(this, log);
        }
        if (!sameTopic) {
            return new PositionFinding.OtherTopic(this, log, offsets.begin());
        }
        if (offset < offsets.begin()) {
            return new PositionFinding.Deleted(this, offsets.begin());
        }
        if (offset > offsets.end()) {
            return new PositionFinding.BeyondEnd(this, offsets);
        }
        return new PositionFinding.Found(partition, offset);
    }
}
