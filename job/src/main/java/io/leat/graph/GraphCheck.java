// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.MessageCodec;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says before anything starts why a graph cannot be walked: everything at once, each message naming
 * the node and what it clashes with.
 *
 * <p>What v1 would run is not refused for being odd. That includes a node whose {@code methods}
 * name a routing or combining that, without children, never happens.
 */
public final class GraphCheck {

    private final Protocol protocol;
    private final Transport transport;
    private final MessageCodec codec;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, List<String>> places = new LinkedHashMap<>();

    private GraphCheck(Protocol protocol, Transport transport, MessageCodec codec) {
        this.protocol = protocol;
        this.transport = transport;
        this.codec = codec;
    }

    /**
     * What stands against walking this graph; empty if nothing does.
     *
     * @param codec of that protocol and transport
     */
    public static List<String> problems(
            Node graph, Protocol protocol, Transport transport, MessageCodec codec) {
        GraphCheck check = new GraphCheck(protocol, transport, codec);
        check.node(graph, "the root");
        check.places.forEach(check::name);
        return List.copyOf(check.problems);
    }

    private void node(Node node, String place) {
        places.computeIfAbsent(node.name(), name -> new ArrayList<>()).add(place);
        children(node);
        abTest(node);
        cases(node);
        onFailure(node);
        builtIn(node);
        calls(node);
        List<Node> children = node.children();
        for (int i = 0; i < children.size(); i++) {
            node(children.get(i), "child " + i + " of \"" + node.name() + "\"");
        }
    }

    private void name(String name, List<String> places) {
        if (places.size() > 1) {
            problems.add(
                    "node name \""
                            + name
                            + "\": "
                            + String.join(" and ", places)
                            + " (expected: each name once)");
        }
    }

    private void children(Node node) {
        boolean needed =
                switch (node.type()) {
                    case ROUTER, COMBINER -> true;
                    case UNKNOWN_TYPE, MODEL, TRANSFORMER, OUTPUT_TRANSFORMER -> false;
                };
        boolean abTest = PlanNode.router(node) == PlanNode.Router.AB_TEST;
        int least = abTest ? AbTest.BRANCHES : needed || isBuiltInParent(node) ? 1 : 0;
        if (node.children().size() < least) {
            problem(node, node.children().size() + " children", "at least " + least);
        }
    }

    private static boolean isBuiltInParent(Node node) {
        return switch (node.implementation()) {
            case SIMPLE_ROUTER, AVERAGE_COMBINER, LEAT_SWITCH -> true;
            case UNKNOWN_IMPLEMENTATION,
                    SIMPLE_MODEL,
                    RANDOM_ABTEST,
                    SKLEARN_SERVER,
                    XGBOOST_SERVER,
                    TENSORFLOW_SERVER,
                    MLFLOW_SERVER,
                    TRITON_SERVER,
                    HUGGINGFACE_SERVER,
                    TEMPO_SERVER ->
                    false;
        };
    }

    private void abTest(Node node) {
        String stated = node.parameters().get(AbTest.RATIO);
        boolean abTest = PlanNode.router(node) == PlanNode.Router.AB_TEST;
        if (abTest && stated != null && AbTest.ratioA(node).isEmpty()) {
            problem(node, AbTest.RATIO + " \"" + stated + "\"", "a number from 0 to 1");
        }
    }

    /** That its cases lead to its children is seen where they are read. */
    private void cases(Node node) {
        if (node.implementation() != Implementation.LEAT_SWITCH) {
            return;
        }
        if (node.type() != UnitType.ROUTER && node.type() != UnitType.UNKNOWN_TYPE) {
            problem(node, "type " + node.type(), "ROUTER");
        }
        if (!node.methods().isEmpty()) {
            problem(
                    node,
                    "methods " + node.methods().stream().map(Enum::name).sorted().toList(),
                    "none, as it is never called");
        }
        Switch cases = node.cases();
        if (cases != null && !codec.readsPointers()) {
            for (String pointer : cases.pointers()) {
                problem(
                        node,
                        "pointer \"%s\" over %s/%s"
                                .formatted(pointer, protocol.wire(), transport.wire()),
                        "a header, as these records are protobuf; over rest, which is JSON, it is"
                                + " looked at");
            }
        }
    }

    private void onFailure(Node node) {
        if (node.onFailure() instanceof OnFailure.Answer && transport == Transport.GRPC) {
            problem(
                    node,
                    "on-failure with an answer in JSON over " + protocol.wire() + "/grpc",
                    "leave-out, as these answers are protobuf");
        }
    }

    private void builtIn(Node node) {
        boolean needsSeldon =
                PlanNode.input(node) == PlanNode.Input.SIMPLE_MODEL
                        || PlanNode.merge(node) == PlanNode.Merge.AVERAGE;
        if (needsSeldon && protocol != Protocol.SELDON) {
            problem(node, "protocol " + protocol.wire(), "seldon, whose messages it reads");
        }
    }

    private void calls(Node node) {
        if (node.children().isEmpty()) {
            return;
        }
        if (PlanNode.router(node) == PlanNode.Router.CALL) {
            call(node, UnitMethod.ROUTE);
        }
        if (PlanNode.merge(node) == PlanNode.Merge.CALL) {
            call(node, UnitMethod.AGGREGATE);
        }
    }

    private void call(Node node, UnitMethod method) {
        if (!codec.speaks(method)) {
            problem(
                    node,
                    method + " over " + protocol.wire() + "/" + transport.wire(),
                    "a call that protocol has; seldon has it over grpc, and all have it over rest");
        }
    }

    private void problem(Node node, String found, String expected) {
        String what =
                node.implementation() == Implementation.UNKNOWN_IMPLEMENTATION
                        ? node.type().name()
                        : node.implementation().name();
        problems.add(
                "node \""
                        + node.name()
                        + "\" ("
                        + what
                        + "): "
                        + found
                        + " (expected: "
                        + expected
                        + ")");
    }
}
