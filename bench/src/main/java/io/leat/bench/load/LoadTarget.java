// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import io.leat.bench.load.experiment.LoadResults;
import io.leat.bench.load.measure.Delays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What is wanted of a run.
 *
 * @param rows that must be in it
 * @param atLeast whether the bound is the least or the most
 * @param unit behind the numbers
 */
record LoadTarget(
        String what,
        List<String> rows,
        boolean atLeast,
        double bound,
        String unit,
        ToDoubleFunction<LoadResults> value) {

    /** One rate as a multiple of another. */
    static LoadTarget ratio(String what, String row, String baseline, double least) {
        return new LoadTarget(
                what,
                List.of(row, baseline),
                true,
                least,
                "x",
                results -> results.get(row).rate() / results.get(baseline).rate());
    }

    /** A 99th percentile in milliseconds. */
    static LoadTarget p99(String what, String row, double most) {
        return new LoadTarget(
                what,
                List.of(row),
                false,
                most,
                "ms",
                results -> results.get(row).delay(Delays::p99));
    }

    boolean isKnown(LoadResults results) {
        return rows.stream().allMatch(results::has);
    }

    boolean holds(LoadResults results) {
        double found = value.applyAsDouble(results);
        return atLeast ? found >= bound : found <= bound;
    }

    String wanted() {
        return (atLeast ? "at least " : "at most ") + number(bound);
    }

    String found(LoadResults results) {
        return number(value.applyAsDouble(results));
    }

    private String number(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.1f", number) + " " + unit;
    }
}
