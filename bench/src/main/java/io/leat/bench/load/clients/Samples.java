// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import java.util.Arrays;

/** Many numbers, and their quantiles. Not thread-safe. */
final class Samples {

    private double[] values = new double[1 << 16];
    private int count;

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int size() {
        return count;
    }

    /** The number that {@code part} of all do not exceed; not a number where there is none. */
    double at(double part) {
        if (count == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, part * count)];
    }
}
