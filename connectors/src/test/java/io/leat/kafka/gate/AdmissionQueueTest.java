// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.InferenceRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More records than may be in flight, as a savepoint of a larger parallelism brings them. */
class AdmissionQueueTest {

    private static final int FIT = 3;

    private InFlightGate gate = gate(1);
    private final List<InferenceRequest> entered = new ArrayList<>();
    private final List<Long> begun = new ArrayList<>();
    private AdmissionQueue queue = queue();

    private static InFlightGate gate(int pools) {
        return new InFlightGate(
                new InFlightLimits(FIT, 1 << 20, pools),
                false,
                StopOffsets.NEVER.begin(),
                System::nanoTime,
                new GateTimer());
    }

    private AdmissionQueue queue() {
        AdmissionQueue queue =
                new AdmissionQueue(gate, (request, out) -> begun.add(request.offset));
        gate.onLeave(queue::beginWhatFits);
        return queue;
    }

    private static InferenceRequest record(long offset, int bytes) {
        InferenceRequest request = new InferenceRequest();
        request.offset = offset;
        request.value = new byte[bytes];
        return request;
    }

    private void enter(int records, int bytes) {
        for (int i = 0; i < records; i++) {
            entered.add(record(i, bytes));
            queue.enter(entered.get(i), 0, null);
        }
    }

    @Test
    void beginsAsManyAsMayBeInFlightAndTheNextAsOneLeaves() {
        enter(30, 10);
        assertThat(begun).containsExactly(0L, 1L, 2L);

        for (int i = 0; i < 30; i++) {
            assertThat(begun).hasSize(Math.min(30, i + FIT)).contains((long) i);
            gate.leave(entered.get(i));
        }
        assertThat(begun).hasSize(30).isSorted();
    }

    @Test
    void beginsNoMoreBytesThanMayBeInFlight() {
        enter(10, 600_000);
        assertThat(begun).containsExactly(0L, 1L);

        gate.leave(entered.get(0));
        assertThat(begun).containsExactly(0L, 1L, 2L);
    }

    @Test
    void beginsARecordThatIsLargerThanAllThatMayBeInFlight() {
        enter(2, 2 << 20);
        assertThat(begun).containsExactly(0L);

        gate.leave(entered.get(0));
        assertThat(begun).containsExactly(0L, 1L);
    }

    /** Of two predictors, the first has those with even offsets. */
    @Test
    void beginsForEachPredictorWhatItHasPlacesForWhateverWaitsForAnother() {
        gate = gate(2);
        queue = queue();
        for (int i = 0; i < 12; i++) {
            entered.add(record(i, 10));
            queue.enter(entered.get(i), i % 2, null);
        }
        assertThat(begun).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);

        gate.leave(entered.get(1));
        gate.leave(entered.get(3));
        assertThat(begun).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 7L, 9L);

        gate.leave(entered.get(0));
        assertThat(begun).last().isEqualTo(6L);
        for (int i : List.of(5, 7, 9, 11, 2, 4, 6, 8, 10)) {
            gate.leave(entered.get(i));
        }
        assertThat(begun).hasSize(12).endsWith(11L, 8L, 10L);
        assertThat(gate.records()).isZero();
    }
}
