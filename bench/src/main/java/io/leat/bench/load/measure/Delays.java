// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.measure;

import java.util.Map;
import java.util.Objects;

/**
 * How long records took from the moment they were due to be sent until a {@code read_committed}
 * consumer had their answers, in milliseconds.
 *
 * @param silence the longest time in which no answer came
 * @param stages of that time, by their names and in their order; none where answers do not say how
 *     long the model took
 */
public record Delays(
        double p50,
        double p95,
        double p99,
        double most,
        double silence,
        Map<String, Stage> stages) {

    /** Milliseconds in one part of the way. Brokers and Leat state whole ones. */
    public record Stage(double p50, double p99) {}

    public Stage stage(String name) {
        return Objects.requireNonNull(stages.get(name), name);
    }
}
