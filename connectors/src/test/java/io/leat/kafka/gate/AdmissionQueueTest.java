// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.InferenceRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More records than may be in flight, as a savepoint of a larger parallelism brings them. */
class AdmissionQueueTest {

    private static final int FIT = 3;

    private final InFlightGate gate =
            new InFlightGate(
                    FIT,
                    1 << 20,
                    false,
                    StopOffsets.NEVER.begin(),
                    System::nanoTime,
                    new GateTimer());
    private final List<InferenceRequest> entered = new ArrayList<>();
    private final List<Long> begun = new ArrayList<>();
    private final AdmissionQueue queue =
            new AdmissionQueue(gate, (request, out) -> begun.add(request.offset));

    @BeforeEach
    void listen() {
        gate.onLeave(queue::beginWhatFits);
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
            queue.enter(entered.get(i), null);
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
}
