// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of all rows that were measured, by name. */
public final class LoadResults {

    private final Map<String, Figures> figures = new LinkedHashMap<>();

    public LoadResults() {}

    /**
     * Those of an earlier run.
     *
     * @throws IllegalStateException if a row has measured nothing
     */
    public LoadResults(Map<String, Figures> before) {
        before.forEach(this::add);
    }

    /**
     * Adds what a row has measured.
     *
     * @throws IllegalStateException if that is nothing, or no number: then nothing is added
     */
    public void add(String name, Experiment.Outcome outcome) {
        add(name, new Figures(outcome.windows(), outcome.delays()));
    }

    private void add(String name, Figures more) {
        more.requireMeasured(name);
        Figures all =
                figures.computeIfAbsent(
                        name, n -> new Figures(new ArrayList<>(), new ArrayList<>()));
        all.windows().addAll(more.windows());
        all.delays().addAll(more.delays());
    }

    public boolean has(String name) {
        return figures.containsKey(name);
    }

    public @Nullable Figures find(String name) {
        return figures.get(name);
    }

    /** Of a row that was measured. */
    public Figures get(String name) {
        Figures found = figures.get(name);
        if (found == null) {
            throw new IllegalStateException("no figures of " + name);
        }
        return found;
    }

    public Map<String, Figures> all() {
        return figures;
    }
}
