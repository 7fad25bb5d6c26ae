// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import io.leat.bench.harness.OutputWatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rate of the results and their median latency, from sending to committed, in each part of a
 * scenario. A part ends where the next one is noted.
 */
final class PhaseRates {

    private final OutputWatcher watcher;
    private final List<String> parts = new ArrayList<>();
    private long since = System.nanoTime();
    private int before;

    PhaseRates(OutputWatcher watcher) {
        this.watcher = watcher;
    }

    /**
     * Ends a part.
     *
     * @throws IllegalStateException if no result came in it: it has no rate and no latency
     */
    void note() {
        long now = System.nanoTime();
        int results = watcher.different();
        double seconds = (now - since) / 1e9;
        if (results == before) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "no result in the %.1f s of part %d (expected: at least one, to measure)",
                            seconds,
                            parts.size() + 1));
        }
        parts.add(
                String.format(
                        Locale.ROOT,
                        "%.0f results/s, median latency %d ms",
                        (results - before) / seconds,
                        watcher.medianLatencyMillis()));
        since = now;
        before = results;
    }

    /** In a line; empty where nothing was noted. */
    String text() {
        return String.join("; then ", parts);
    }
}
