// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.UnitMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done at one node of a graph, decided once for all records.
 *
 * <p>As executor/predictor/predictor_process.go: the type says what a node can be asked, its
 * methods add to that, and transform-input takes the place of predict where both apply. The
 * built-in SIMPLE_MODEL, SIMPLE_ROUTER and AVERAGE_COMBINER, which v1's executor names but does not
 * have, need no server whatever their type says, and neither does Leat's own LEAT_SWITCH;
 * RANDOM_ABTEST, as in v1, only where nothing else routes.
 */
final class PlanNode {

    /** What happens before the children. */
    enum Input {
        NONE,
        PREDICT,
        TRANSFORM_INPUT,
        SIMPLE_MODEL
    }

    /** Who says which children come next. */
    enum Router {
        ALL_CHILDREN,
        CALL,
        FIRST_CHILD,
        AB_TEST,
        SWITCH
    }

    /** What becomes of the children's answers. */
    enum Merge {
        FIRST_ANSWER,
        CALL,
        AVERAGE
    }

    /** Position in the list of all nodes, parents before children. */
    final int index;

    final String name;
    final @Nullable PlanNode parent;

    /** Position among the parent's children. */
    final int position;

    final Input input;
    final Router router;
    final Merge merge;
    final boolean transformsOutput;
    final double ratioA;

    /** Of a {@link Router#SWITCH} only. */
    final @Nullable Switch cases;

    /** Whose answer stands in a message that has reached the routing; null for the record. */
    final @Nullable PlanNode origin;

    final List<PlanNode> children;
    final @Nullable OnFailure onFailure;

    /** Whether its merge is logged, with the message that its children were sent. */
    final boolean logsMerge;

    /** How it is sent feedback; null where it is sent none. */
    final @Nullable UnitMethod feedback;

    /** Adds itself and all nodes below to {@code all}. */
    PlanNode(Node node, @Nullable PlanNode parent, int position, List<PlanNode> all) {
        this.index = all.size();
        this.name = node.name();
        this.parent = parent;
        this.position = position;
        this.input = input(node);
        this.router = router(node);
        this.merge = merge(node);
        this.transformsOutput = transformsOutput(node);
        this.cases = node.cases();
        this.onFailure = node.onFailure();
        this.logsMerge = node.logger() != null && merge == Merge.CALL;
        this.feedback = feedback(node);
        this.origin = input == Input.NONE ? (parent == null ? null : parent.origin) : this;
        this.ratioA = AbTest.ratioA(node).orElse(AbTest.DEFAULT_RATIO);
        all.add(this);
        List<PlanNode> below = new ArrayList<>(node.children().size());
        for (Node child : node.children()) {
            below.add(new PlanNode(child, this, below.size(), all));
        }
        this.children = List.copyOf(below);
    }

    static Input input(Node node) {
        if (node.implementation() == Implementation.SIMPLE_MODEL) {
            return Input.SIMPLE_MODEL;
        }
        if (does(node, UnitType.TRANSFORMER, UnitMethod.TRANSFORM_INPUT)) {
            return Input.TRANSFORM_INPUT;
        }
        return node.type() == UnitType.MODEL ? Input.PREDICT : Input.NONE;
    }

    static Router router(Node node) {
        if (node.implementation() == Implementation.SIMPLE_ROUTER) {
            return Router.FIRST_CHILD;
        }
        if (node.implementation() == Implementation.LEAT_SWITCH) {
            return Router.SWITCH;
        }
        if (does(node, UnitType.ROUTER, UnitMethod.ROUTE)) {
            return Router.CALL;
        }
        return node.implementation() == Implementation.RANDOM_ABTEST
                ? Router.AB_TEST
                : Router.ALL_CHILDREN;
    }

    static Merge merge(Node node) {
        if (node.implementation() == Implementation.AVERAGE_COMBINER) {
            return Merge.AVERAGE;
        }
        return does(node, UnitType.COMBINER, UnitMethod.AGGREGATE)
                ? Merge.CALL
                : Merge.FIRST_ANSWER;
    }

    static boolean transformsOutput(Node node) {
        return does(node, UnitType.OUTPUT_TRANSFORMER, UnitMethod.TRANSFORM_OUTPUT);
    }

    /** Whether it chooses among its children, record by record. */
    boolean chooses() {
        return router != Router.ALL_CHILDREN && !children.isEmpty();
    }

    /** What needs no server has nothing to learn with. */
    static @Nullable UnitMethod feedback(Node node) {
        boolean isBuiltIn =
                switch (node.implementation()) {
                    case SIMPLE_MODEL, SIMPLE_ROUTER, LEAT_SWITCH -> true;
                    case UNKNOWN_IMPLEMENTATION,
                            AVERAGE_COMBINER,
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
        if (isBuiltIn || node.endpoint() == null) {
            return null;
        }
        if (node.type() == UnitType.ROUTER) {
            return UnitMethod.SEND_ROUTER_FEEDBACK;
        }
        return does(node, UnitType.MODEL, UnitMethod.SEND_FEEDBACK)
                ? UnitMethod.SEND_FEEDBACK
                : null;
    }

    private static boolean does(Node node, UnitType type, UnitMethod method) {
        return node.type() == type || node.methods().contains(method);
    }
}
