// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.UnitMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Graphs of up to four levels, of units of every type with methods added. */
final class RandomGraphs {

    private static final Endpoint ENDPOINT = new Endpoint("127.0.0.1", 9000, 9500);

    private RandomGraphs() {}

    static List<Node> all(Node node) {
        List<Node> all = new ArrayList<>(List.of(node));
        node.children().forEach(child -> all.addAll(all(child)));
        return all;
    }

    static Arbitrary<Node> graphs() {
        Arbitrary<Node> graphs = units(Arbitraries.just(List.of()));
        for (int depth = 0; depth < 3; depth++) {
            graphs = units(graphs.list().ofMaxSize(3));
        }
        return graphs.map(graph -> named(graph, "n"));
    }

    private static Arbitrary<Node> units(Arbitrary<List<Node>> children) {
        Arbitrary<Set<UnitMethod>> methods = Arbitraries.of(UnitMethod.class).set().ofMaxSize(2);
        return Combinators.combine(Arbitraries.of(UnitType.class), methods, children)
                .as(
                        (type, added, below) ->
                                new Node(
                                        "",
                                        type,
                                        Implementation.UNKNOWN_IMPLEMENTATION,
                                        added,
                                        Map.of(),
                                        ENDPOINT,
                                        below));
    }

    private static Node named(Node node, String name) {
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < node.children().size(); i++) {
            children.add(named(node.children().get(i), name + i));
        }
        return new Node(
                name,
                node.type(),
                node.implementation(),
                node.methods(),
                node.parameters(),
                node.endpoint(),
                children);
    }
}
