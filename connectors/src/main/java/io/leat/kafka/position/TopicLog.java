// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What a topic holds now.
 *
 * @param id null where the brokers have none, as before Kafka 2.8
 * @param partitions how many it has
 * @param offsets by partition, of those that were asked for and exist
 */
record TopicLog(@Nullable Uuid id, int partitions, Map<Integer, Offsets> offsets) {

    TopicLog {
        offsets = Map.copyOf(offsets);
    }

    /**
     * The offsets of a partition.
     *
     * @param begin of the first record that is kept
     * @param end behind the last one, committed or not
     */
    record Offsets(long begin, long end) {}
}
