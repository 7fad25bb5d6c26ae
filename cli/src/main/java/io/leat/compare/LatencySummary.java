// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A summary of a predictor's latencies, in milliseconds.
 *
 * @param count of answers that say it
 * @param p50 half of them took at most so long
 * @param p99 99 of a hundred did
 */
public record LatencySummary(int count, long p50, long p99, long max) {

    /** Of some answers; null for none. */
    static @Nullable LatencySummary of(List<Long> millis) {
        if (millis.isEmpty()) {
            return null;
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return new LatencySummary(
                sorted.size(), at(sorted, 50), at(sorted, 99), sorted.get(sorted.size() - 1));
    }

    /** The nearest rank. */
    private static long at(List<Long> sorted, int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }
}
