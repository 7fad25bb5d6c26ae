// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import io.leat.bench.load.experiment.LoadRow;
import io.leat.bench.load.growth.GrowthRows;
import io.leat.bench.load.measure.Times;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is asked for on the command line.
 *
 * @param all the rows there are
 * @param rows those that are asked for
 * @param append whether the figures are added to those of the last run
 * @param report what its files are named
 */
record LoadOptions(
        Map<String, LoadRow> all, List<LoadRow> rows, Times times, boolean append, String report) {

    private static final String GROWTH = "growth";

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static LoadOptions of(List<String> arguments) {
        int model = number(arguments, "--model-port", 0);
        boolean growth = arguments.remove("--growth");
        Map<String, LoadRow> all = growth ? GrowthRows.all() : rows(model);
        boolean quick = arguments.remove("--quick");
        boolean every = arguments.remove("--all");
        boolean append = arguments.remove("--append");
        Times usual = quick ? Times.QUICK : Times.FULL;
        Times times =
                new Times(
                        number(arguments, "--warm-up", usual.warmUp()),
                        number(arguments, "--window", usual.window()),
                        number(arguments, "--windows", usual.windows()),
                        number(arguments, "--rounds", usual.rounds()));
        List<String> unknown = new ArrayList<>(arguments);
        unknown.removeAll(all.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "no row %s (expected: %s)".formatted(unknown, String.join(", ", all.keySet())));
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name :
                arguments.isEmpty()
                        ? unnamed(all, quick, every || model != 0, growth)
                        : arguments) {
            if (!append) {
                names.addAll(Objects.requireNonNull(all.get(name), name).experiment().needs());
            }
            names.add(name);
        }
        return new LoadOptions(
                all,
                names.stream().map(all::get).toList(),
                times,
                append,
                growth ? GROWTH : model == 0 ? "load" : "mlserver");
    }

    /** Whether the rows are those of {@code bench/growth}. */
    boolean isGrowth() {
        return report.equals(GROWTH);
    }

    private static Map<String, LoadRow> rows(int model) {
        return model == 0 ? LoadRows.all() : LoadRows.atMlServer(model);
    }

    private static List<String> unnamed(
            Map<String, LoadRow> all, boolean quick, boolean every, boolean growth) {
        if (every) {
            return List.copyOf(all.keySet());
        }
        if (growth) {
            return quick ? GrowthRows.QUICK : List.copyOf(all.keySet());
        }
        return quick ? LoadRows.QUICK : LoadTargets.rows();
    }

    private static int number(List<String> arguments, String option, int otherwise) {
        int at = arguments.indexOf(option);
        if (at < 0) {
            return otherwise;
        }
        arguments.remove(at);
        if (at == arguments.size() || !arguments.get(at).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(option + " (expected: a number after it)");
        }
        return Integer.parseInt(arguments.remove(at));
    }
}
