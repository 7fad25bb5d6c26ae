// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Brings the source reader and the operators chained behind it to the same gate. They run in one
 * task but are created apart, so the task's attempt id, which Flink makes for one attempt of one
 * subtask, is their meeting point.
 */
public final class InFlightGateRegistry {

    private static final String ATTEMPT = "<task_attempt_id>";
    private static final Map<String, InFlightGate> GATES = new ConcurrentHashMap<>();

    private InFlightGateRegistry() {}

    public static void put(MetricGroup reader, InFlightGate gate) {
        GATES.put(attempt(reader), gate);
    }

    public static void remove(MetricGroup reader) {
        GATES.remove(attempt(reader));
    }

    /**
     * The gate of the task an operator runs in.
     *
     * @throws IllegalStateException if no gated source is chained in front of the operator
     */
    public static InFlightGate of(MetricGroup operator) {
        InFlightGate gate = GATES.get(attempt(operator));
        if (gate == null) {
            throw new IllegalStateException(
                    "no gated source in this task: source and inference must be chained, at one"
                            + " parallelism");
        }
        return gate;
    }

    /** The gate of the task an operator runs in, if a gated source is chained in front of it. */
    public static Optional<InFlightGate> find(MetricGroup operator) {
        @Nullable String attempt = operator.getAllVariables().get(ATTEMPT);
        return Optional.ofNullable(attempt).map(GATES::get);
    }

    private static String attempt(MetricGroup group) {
        @Nullable String attempt = group.getAllVariables().get(ATTEMPT);
        if (attempt == null) {
            throw new IllegalStateException("metric group without " + ATTEMPT);
        }
        return attempt;
    }
}
