// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Quantiles of call durations, from a cumulative histogram.
 *
 * @param p50 seconds that half of the calls took at most, infinite above the last bound
 * @param p99 the same of 99 in 100
 * @param calls how many this is about
 * @param sinceStart whether that is all calls since the tasks started, else those between two looks
 */
public record Latency(double p50, double p99, long calls, boolean sinceStart) {

    /**
     * Of the calls between two looks if there were any.
     *
     * @param before empty where the tasks have restarted since
     * @param now calls that took at most so many seconds, by that bound
     */
    static Latency between(Map<Double, Long> before, SortedMap<Double, Long> now) {
        SortedMap<Double, Long> since = new TreeMap<>();
        now.forEach((bound, calls) -> since.put(bound, calls - before.getOrDefault(bound, 0L)));
        boolean usable = !before.isEmpty() && all(since) > 0;
        return usable ? of(since, false) : of(now, true);
    }

    private static Latency of(SortedMap<Double, Long> calls, boolean sinceStart) {
        long all = all(calls);
        return new Latency(
                quantile(calls, 0.5 * all), quantile(calls, 0.99 * all), all, sinceStart);
    }

    /** What is counted up to the last bound. */
    static long all(SortedMap<Double, Long> calls) {
        return calls.isEmpty() ? 0 : calls.getOrDefault(calls.lastKey(), 0L);
    }

    private static double quantile(SortedMap<Double, Long> calls, double rank) {
        return calls.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= rank)
                .mapToDouble(Map.Entry::getKey)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
