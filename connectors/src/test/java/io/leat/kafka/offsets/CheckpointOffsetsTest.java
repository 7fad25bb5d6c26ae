// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CheckpointOffsetsTest {

    private static final TopicPartition ONE = new TopicPartition("in", 1);
    private static final TopicPartition TWO = new TopicPartition("in", 2);

    private final CheckpointOffsets offsets = new CheckpointOffsets();

    private static UnansweredOffsets at(long checkpoint, Map<TopicPartition, Long> offsets) {
        return new UnansweredOffsets(checkpoint, offsets);
    }

    @Test
    void waitsForAllReaders() {
        assertThat(offsets.add(0, 2, at(1, Map.of(ONE, 5L)))).isEmpty();
        assertThat(offsets.add(0, 2, at(1, Map.of(ONE, 5L)))).isEmpty();

        assertThat(offsets.add(1, 2, at(1, Map.of(TWO, 6L)))).hasValue(Map.of(ONE, 5L, TWO, 6L));
    }

    @Test
    void takesTheOldestOfAPartitionThatSeveralHaveRecordsOf() {
        offsets.add(0, 3, at(1, Map.of(ONE, 5L)));
        offsets.add(1, 3, at(1, Map.of(ONE, 3L)));

        assertThat(offsets.add(2, 3, at(1, Map.of(ONE, 4L)))).hasValue(Map.of(ONE, 3L));
    }

    @Test
    void takesARecordInFlightForOlderThanAPartitionOfWhichNothingWasRead() {
        offsets.add(0, 2, at(1, Map.of(ONE, UnansweredOffsets.NOTHING_READ)));

        assertThat(offsets.add(1, 2, at(1, Map.of(ONE, 4L)))).hasValue(Map.of(ONE, 4L));
    }

    @Test
    void passesOverACheckpointThatOneReaderHasNotReported() {
        offsets.add(0, 2, at(1, Map.of(ONE, 5L)));
        offsets.add(0, 2, at(2, Map.of(ONE, 7L)));

        assertThat(offsets.add(1, 2, at(2, Map.of()))).hasValue(Map.of(ONE, 7L));
        assertThat(offsets.add(1, 2, at(1, Map.of()))).isEmpty();
    }
}
