// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.growth;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/** How the cost of a record is to change with what grows. Costs are microseconds, by the number. */
enum GrowthShape {
    /** Not at all. */
    FLAT {
        @Override
        double expected(NavigableMap<Integer, Double> costs, int number) {
            return costs.firstEntry().getValue();
        }

        @Override
        String words(NavigableMap<Integer, Double> costs) {
            return String.format(Locale.ROOT, "flat at %.1f µs", costs.firstEntry().getValue());
        }
    },
    /** By the same for each one more, above what a record costs anyway. */
    LINEAR {
        @Override
        double expected(NavigableMap<Integer, Double> costs, int number) {
            return costs.firstEntry().getValue() + slope(costs) * (number - costs.firstKey());
        }

        @Override
        String words(NavigableMap<Integer, Double> costs) {
            double each = slope(costs);
            return String.format(
                    Locale.ROOT,
                    "linear: %.1f µs and %.3g µs for each one more",
                    costs.firstEntry().getValue(),
                    each);
        }

        private double slope(NavigableMap<Integer, Double> costs) {
            Map.Entry<Integer, Double> first = costs.firstEntry();
            Map.Entry<Integer, Double> last = costs.lastEntry();
            int numbers = last.getKey() - first.getKey();
            return numbers == 0 ? 0 : (last.getValue() - first.getValue()) / numbers;
        }
    };

    /** How far a cost may be from the shape on one machine from minute to minute, as a factor. */
    static final double TOLERANCE = 1.5;

    /** What a record costs at the number, if it has the shape. */
    abstract double expected(NavigableMap<Integer, Double> costs, int number);

    abstract String words(NavigableMap<Integer, Double> costs);

    /**
     * Where a cost is furthest above the shape, and by what factor; what is below it is no fault.
     */
    Map.Entry<Integer, Double> worst(NavigableMap<Integer, Double> costs) {
        return costs.entrySet().stream()
                .map(
                        each ->
                                Map.entry(
                                        each.getKey(),
                                        each.getValue() / expected(costs, each.getKey())))
                .max(Map.Entry.comparingByValue())
                .orElseThrow();
    }

    boolean holds(NavigableMap<Integer, Double> costs) {
        return worst(costs).getValue() <= TOLERANCE;
    }
}
