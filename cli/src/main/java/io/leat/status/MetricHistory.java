// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The samples of one job within the last minute, or the last before that. */
final class MetricHistory {

    private static final Duration LENGTH = Duration.ofMinutes(1);

    private final Deque<Taken> samples = new ArrayDeque<>();

    private record Taken(MetricSample sample, Instant at) {}

    boolean isEmpty() {
        return samples.isEmpty();
    }

    void add(MetricSample sample, Instant at) {
        samples.addLast(new Taken(sample, at));
        while (samples.size() > 1 && samples.getFirst().at().isBefore(at.minus(LENGTH))) {
            samples.removeFirst();
        }
    }

    /** Of those there are; not to be called while there is none. */
    MetricSample oldest() {
        return samples.getFirst().sample();
    }
}
