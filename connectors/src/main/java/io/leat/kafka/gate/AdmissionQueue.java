// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** Those that wait for places of one pool, in their order. */
    private static final class Line {
        final Deque<Waiting> waiting = new ArrayDeque<>();
        long bytes;
    }

    private final InFlightGate gate;
    private final BiConsumer<InferenceRequest, ResultFuture<InferenceResult>> begin;
    private final Map<InFlightPool, Line> lines = new LinkedHashMap<>(); // none that is empty

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

    /**
     * Takes a record, and begins it if it fits.
     *
     * @param predictor the position in the job of the one that will answer it
     */
    public void enter(InferenceRequest request, int predictor, ResultFuture<InferenceResult> out) {
        InFlightPool pool = gate.pool(predictor);
        boolean fits = !lines.containsKey(pool) && pool.isRoomBeside(0, 0);
        gate.enter(request, predictor);
        if (fits) {
            begin.accept(request, out);
        } else {
            Line line = lines.computeIfAbsent(pool, first -> new Line());
            line.waiting.add(new Waiting(request, out));
            line.bytes += request.weight();
        }
    }

    /** To be called whenever a record has left. */
    public void beginWhatFits() {
        if (!lines.isEmpty()) { // mostly there is none, and this is in the way of each record
            lines.forEach(this::beginWhatFits);
            lines.values().removeIf(line -> line.waiting.isEmpty());
        }
    }

    private void beginWhatFits(InFlightPool pool, Line line) {
        while (!line.waiting.isEmpty() && pool.isRoomBeside(line.waiting.size(), line.bytes)) {
            Waiting next = line.waiting.remove();
            line.bytes -= next.request().weight();
            begin.accept(next.request(), next.out());
        }
    }
}
