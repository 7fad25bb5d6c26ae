// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.UnitMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Graphs in the words of the tests. */
final class Graphs {

    private static final Endpoint ENDPOINT = new Endpoint("127.0.0.1", 9000, 9500);

    private Graphs() {}

    static Node node(String name, UnitType type, Node... children) {
        return node(name, type, Implementation.UNKNOWN_IMPLEMENTATION, children);
    }

    static Node node(String name, Implementation implementation, Node... children) {
        return node(name, UnitType.UNKNOWN_TYPE, implementation, children);
    }

    static Node node(String name, UnitType type, Implementation built, Node... children) {
        return new Node(name, type, built, Set.of(), Map.of(), ENDPOINT, List.of(children));
    }

    static Node model(String name, Node... children) {
        return node(name, UnitType.MODEL, children);
    }

    static Node with(Node node, UnitMethod... methods) {
        return new Node(
                node.name(),
                node.type(),
                node.implementation(),
                Set.of(methods),
                node.parameters(),
                node.endpoint(),
                node.children());
    }

    static Node with(Node node, Map<String, String> parameters) {
        return new Node(
                node.name(),
                node.type(),
                node.implementation(),
                node.methods(),
                parameters,
                node.endpoint(),
                node.children());
    }
}
