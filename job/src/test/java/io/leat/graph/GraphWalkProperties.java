// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.UnitMethod;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GraphWalkProperties {

    /** A router's answer depends on its name alone, so that the walk and the model agree. */
    private static int route(Node node) {
        return Math.floorMod(node.name().hashCode(), node.children().size() + 2) - 2;
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void answersAsSeldonsGraphSemanticsSayInWhateverOrderCallsEnd(
            @ForAll("graphs") Node graph, @ForAll boolean lastFirst) {
        WalkRun run = WalkRun.of(graph);
        routers(graph).forEach(n -> run.where("ROUTE " + n.name(), "[" + route(n) + "]"));

        String answer = (lastFirst ? run.lastCallFirst() : run).answer();

        assertThat(answer).isEqualTo(predict(graph, "r"));
        assertThat(run.calls()).doesNotHaveDuplicates();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void failsIfAnyCallFailsInWhateverOrderCallsEnd(
            @ForAll("graphs") Node graph, @ForAll boolean lastFirst, @ForAll long pick) {
        List<Node> all = RandomGraphs.all(graph);
        Node bad = all.get(Math.floorMod(pick, all.size()));
        WalkRun run = WalkRun.of(graph);
        routers(graph).forEach(n -> run.where("ROUTE " + n.name(), "[" + route(n) + "]"));
        for (UnitMethod method : UnitMethod.values()) {
            run.whereFails(method + " " + bad.name());
        }

        GraphWalk walk = (lastFirst ? run.lastCallFirst() : run).walk("\"r\"");

        boolean called = run.calls().stream().anyMatch(c -> c.endsWith(" " + bad.name()));
        assertThat(walk.failure() != null).isEqualTo(called);
    }

    /** Seldon's semantics as a recursion, which is how v1 writes them. */
    private static String predict(Node node, String message) {
        boolean in =
                node.type() == UnitType.MODEL
                        || does(node, UnitType.TRANSFORMER, UnitMethod.TRANSFORM_INPUT);
        String input = in ? call(node, message) : message;
        String below = node.children().isEmpty() ? input : below(node, input);
        return does(node, UnitType.OUTPUT_TRANSFORMER, UnitMethod.TRANSFORM_OUTPUT)
                ? call(node, below)
                : below;
    }

    private static String below(Node node, String message) {
        int route = does(node, UnitType.ROUTER, UnitMethod.ROUTE) ? route(node) : -1;
        if (route == -2) {
            return message;
        }
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < node.children().size(); i++) {
            if (route == -1 || route == i) {
                answers.add(predict(node.children().get(i), message));
            }
        }
        return does(node, UnitType.COMBINER, UnitMethod.AGGREGATE)
                ? call(node, "[" + String.join(",", answers) + "]")
                : answers.get(0);
    }

    private static boolean does(Node node, UnitType type, UnitMethod method) {
        return node.type() == type || node.methods().contains(method);
    }

    private static String call(Node node, String message) {
        return node.name() + "(" + message + ")";
    }

    private static List<Node> routers(Node graph) {
        return RandomGraphs.all(graph).stream()
                .filter(node -> does(node, UnitType.ROUTER, UnitMethod.ROUTE))
                .toList();
    }

    @Provide
    Arbitrary<Node> graphs() {
        return RandomGraphs.graphs();
    }
}
