package io.leat.bench.load;

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
record Target(
        String what,
        List<String> rows,
        boolean atLeast,
        double bound,
        String unit,
        ToDoubleFunction<Results> value) {

    /** One rate as a multiple of another. */
    static Target ratio(String what, String row, String baseline, double least) {
        return new Target(
                what,
                List.of(row, baseline),
                true,
                least,
                "x",
                results -> results.get(row).rate() / results.get(baseline).rate());
    }

    /** A 99th percentile in milliseconds. */
    static Target p99(String what, String row, double most) {
        return new Target(
                what,
                List.of(row),
                false,
                most,
                "ms",
                results -> results.get(row).delay(Delays::p99));
    }

    boolean isKnown(Results results) {
        return rows.stream().allMatch(results::has);
    }

    boolean holds(Results results) {
        double found = value.applyAsDouble(results);
        return atLeast ? found >= bound : found <= bound;
    }

    String wanted() {
        return (atLeast ? "at least " : "at most ") + number(bound);
    }

    String found(Results results) {
        return number(value.applyAsDouble(results));
    }

    private String number(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.1f", number) + " " + unit;
    }
}
