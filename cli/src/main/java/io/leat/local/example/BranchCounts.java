// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.graph.Node;
import io.leat.graph.UnitType;
import io.leat.local.example.fashion.FashionAnswer;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which branch of the graph's first node answered how often. Used by one thread. */
final class BranchCounts {

    private final Node root;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    BranchCounts(Node root) {
        this.root = root;
        if (root.children().size() > 1 && root.type() != UnitType.COMBINER) {
            root.children().forEach(child -> tallies.put(child.name(), new Tally()));
        }
    }

    /** The branch an answer came from; null where there is only one way, or it does not say. */
    @Nullable String of(FashionAnswer answer) {
        Integer route = answer.routing().get(root.name());
        List<Node> children = root.children();
        if (route != null && route >= 0 && route < children.size()) {
            return children.get(route).name();
        }
        String model = answer.model();
        return model != null && tallies.containsKey(model) ? model : null;
    }

    void add(FashionAnswer answer, boolean hit) {
        String branch = of(answer);
        Tally tally = branch == null ? null : tallies.get(branch);
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
        tallies.forEach((name, tally) -> out.printf("branch      %-14s %s%n", name, tally));
    }
}
