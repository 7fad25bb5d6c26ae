// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.graph.Node;
import io.leat.graph.UnitType;
import io.leat.job.plan.InferenceJob;
import io.leat.local.example.fashion.FashionAnswer;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which predictor of the job, or which branch of its graph's first node, answered how often. Used
 * by one thread.
 */
final class BranchCounts {

    private final Node root;
    private final boolean ofPredictors;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    BranchCounts(InferenceJob job) {
        this.root = job.first().graph();
        this.ofPredictors = job.predictors().size() > 1;
        if (ofPredictors) {
            job.predictors().forEach(predictor -> tallies.put(predictor.name(), new Tally()));
        } else if (root.children().size() > 1 && root.type() != UnitType.COMBINER) {
            root.children().forEach(child -> tallies.put(child.name(), new Tally()));
        }
    }

    /** What is counted, in a word. */
    String kind() {
        return ofPredictors ? "predictor" : "branch";
    }

    /**
     * The way an answer came; null where there is only one, or it does not say.
     *
     * @param predictor whose answer it is
     */
    @Nullable String of(FashionAnswer answer, String predictor) {
        if (ofPredictors) {
            return predictor;
        }
        Integer route = answer.routing().get(root.name());
        List<Node> children = root.children();
        if (route != null && route >= 0 && route < children.size()) {
            return children.get(route).name();
        }
        String model = answer.model();
        return model != null && tallies.containsKey(model) ? model : null;
    }

    void add(FashionAnswer answer, String predictor, boolean hit) {
        String way = of(answer, predictor);
        Tally tally = way == null ? null : tallies.get(way);
        if (tally != null) {
            tally.add(hit);
        }
    }

    void print(PrintStream out) {
        int known = tallies.values().stream().mapToInt(Tally::answers).sum();
        if (tallies.isEmpty()) {
            return;
        }
        if (known == 0) {
            out.println("branches    the answers do not say which way they went");
            return;
        }
        tallies.forEach((name, tally) -> out.printf("%-11s %-14s %s%n", kind(), name, tally));
    }
}
