// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Begins records as long as they fit in flight; the rest wait their turn, in their order. What is
 * read always fits, as the gate stands before it. What a savepoint of a larger parallelism brings
 * does not: the records in flight of ten subtasks, all at once, may be in one after the restart.
 * They are on the heap then, but their calls are not made, nor their answers awaited, all together.
 *
 * <p>Used only by the subtask's own task thread.
 */
public final class AdmissionQueue {

    private record Waiting(InferenceRequest request, ResultFuture<InferenceResult> out) {}

    private final InFlightGate gate;
    private final BiConsumer<InferenceRequest, ResultFuture<InferenceResult>> begin;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;

    /**
     * An empty one.
     *
     * @param begin does not throw
     */
    public AdmissionQueue(
            InFlightGate gate, BiConsumer<InferenceRequest, ResultFuture<InferenceResult>> begin) {
        this.gate = gate;
        this.begin = begin;
    }

    /** Takes a record, and begins it if it fits. */
    public void enter(InferenceRequest request, ResultFuture<InferenceResult> out) {
        boolean fits = waiting.isEmpty() && gate.isRoomBeside(0, 0);
        gate.enter(request);
        if (fits) {
            begin.accept(request, out);
        } else {
            waiting.add(new Waiting(request, out));
            waitingBytes += request.weight();
        }
    }

    /** To be called whenever a record has left. */
    public void beginWhatFits() {
        while (!waiting.isEmpty() && gate.isRoomBeside(waiting.size(), waitingBytes)) {
            Waiting next = waiting.remove();
            waitingBytes -= next.request().weight();
            begin.accept(next.request(), next.out());
        }
    }
}
