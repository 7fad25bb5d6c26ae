// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.Requests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InFlightRecordsTest {

    private final InFlightRecords records = new InFlightRecords();

    private InferenceRequest add(int partition, long offset) {
        InferenceRequest record = Requests.at(partition, offset);
        records.add(record);
        return record;
    }

    private static Map<TopicPartition, Long> at(int partition, long offset) {
        return Map.of(new TopicPartition("in", partition), offset);
    }

    @Test
    void knowsTheOldestOfEachPartition() {
        add(0, 7);
        add(1, 3);
        add(0, 8);

        assertThat(records.oldest())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(new TopicPartition("in", 0), 7L, new TopicPartition("in", 1), 3L));
    }

    @Test
    void knowsTheOldestOfRecordsThatWereRestoredInAnyOrder() {
        add(0, 9);
        add(0, 4);
        add(0, 6);

        assertThat(records.oldest()).isEqualTo(at(0, 4));
    }

    @Test
    void forgetsWhatHasLeftInAnyOrder() {
        for (int seed = 0; seed < 20; seed++) {
            List<InferenceRequest> inFlight = new ArrayList<>();
            for (int offset = 0; offset < 6; offset++) {
                inFlight.add(add(0, offset));
            }
            Collections.shuffle(inFlight, new Random(seed));
            while (!inFlight.isEmpty()) {
                records.remove(inFlight.remove(0));
                long oldest = inFlight.stream().mapToLong(r -> r.offset).min().orElse(-1);
                assertThat(records.oldest()).isEqualTo(oldest < 0 ? Map.of() : at(0, oldest));
            }
        }
    }

    @Test
    void refusesARecordThatIsNotInFlight() {
        add(0, 1);

        assertThatThrownBy(() -> records.remove(Requests.at(0, 1)))
                .hasMessage("in-0@1 is not in flight");
    }
}
