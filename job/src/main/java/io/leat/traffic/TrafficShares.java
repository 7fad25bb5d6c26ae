// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.traffic;

import java.util.List;

/**
 * The buckets of each predictor. The second takes its share from the lowest bucket upwards, the
 * third from the highest downwards, the fourth from below again, and so on; the first has what is
 * left. So a predictor whose weight rises keeps every record it has, however the others give way,
 * and with two predictors, or three of which the first gives way, no other record moves.
 *
 * <p>Why it is so: {@code docs/adr/0020-a-records-hash-decides-its-predictor.md}.
 */
public final class TrafficShares {

    private static final int BUCKETS_A_PERCENT = TrafficHash.BUCKETS / 100;

    private final int[] from; // inclusive
    private final int[] to; // exclusive

    private TrafficShares(int[] from, int[] to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Lays out the shares of some predictors.
     *
     * @param percents of each, in the order of the document; 100 in all
     * @throws IllegalArgumentException if they are not
     */
    public static TrafficShares of(List<Integer> percents) {
        int sum = percents.stream().mapToInt(Integer::intValue).sum();
        if (sum != 100 || percents.stream().anyMatch(percent -> percent < 0)) {
            throw new IllegalArgumentException(percents + " (expected: shares of 100 in all)");
        }
        int[] from = new int[percents.size()];
        int[] to = new int[percents.size()];
        int lowest = 0;
        int highest = TrafficHash.BUCKETS;
        for (int i = 1; i < from.length; i++) {
            int size = percents.get(i) * BUCKETS_A_PERCENT;
            boolean below = i % 2 == 1;
            from[i] = below ? lowest : highest - size;
            to[i] = from[i] + size;
            lowest = below ? to[i] : lowest;
            highest = below ? highest : from[i];
        }
        from[0] = lowest;
        to[0] = highest;
        return new TrafficShares(from, to);
    }

    /**
     * Whose a bucket is.
     *
     * @return the position of a predictor in what {@link #of} was given
     */
    public int predictor(int bucket) {
        for (int i = 0; i < from.length; i++) {
            if (bucket >= from[i] && bucket < to[i]) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "%d (expected: a bucket from 0 to %d)".formatted(bucket, TrafficHash.BUCKETS - 1));
    }
}
