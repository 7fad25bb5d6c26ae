// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.UnitMethod;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A node of an inference graph, defaults applied.
 *
 * @param name unique in its graph; the model name on the wire
 * @param type what it is
 * @param implementation built-in behaviour, if any
 * @param methods what its {@code methods} list adds to the methods of its type; never PREDICT,
 *     which that list cannot name
 * @param parameters its {@code parameters} by name, the values as written
 * @param endpoint where it listens; null where nothing runs for it, as for a RANDOM_ABTEST
 * @param children the sub-graphs it hands on to, in order
 * @param cases of a LEAT_SWITCH, else null
 * @param onFailure what takes its place where it fails on a record; null where nothing may
 * @param logger what of its calls is logged; null where nothing is
 */
public record Node(
        String name,
        UnitType type,
        Implementation implementation,
        Set<UnitMethod> methods,
        Map<String, String> parameters,
        @Nullable Endpoint endpoint,
        List<Node> children,
        @Nullable Switch cases,
        @Nullable OnFailure onFailure,
        @Nullable Logger logger)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The {@code logger} of a node.
     *
     * @param url where events go that go to no topic; null for that of all nodes
     */
    public record Logger(Mode mode, @Nullable String url) implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Which messages are logged. */
        public enum Mode {
            REQUEST,
            RESPONSE,
            ALL
        }

        public boolean logsRequests() {
            return mode != Mode.RESPONSE;
        }

        /** And feedback, as executor/predictor/predictor_process.go#Feedback has it. */
        public boolean logsResponses() {
            return mode != Mode.REQUEST;
        }
    }

    public Node {
        methods = Set.copyOf(methods);
        parameters = Map.copyOf(parameters);
        children = List.copyOf(children);
    }

    /** Any but a LEAT_SWITCH, which may not fail. */
    public Node(
            String name,
            UnitType type,
            Implementation implementation,
            Set<UnitMethod> methods,
            Map<String, String> parameters,
            @Nullable Endpoint endpoint,
            List<Node> children) {
        this(name, type, implementation, methods, parameters, endpoint, children, null, null);
    }

    /** One whose calls are not logged. */
    public Node(
            String name,
            UnitType type,
            Implementation implementation,
            Set<UnitMethod> methods,
            Map<String, String> parameters,
            @Nullable Endpoint endpoint,
            List<Node> children,
            @Nullable Switch cases,
            @Nullable OnFailure onFailure) {
        this(
                name,
                type,
                implementation,
                methods,
                parameters,
                endpoint,
                children,
                cases,
                onFailure,
                null);
    }

    /** The same graph with each node that is called at another place. */
    public Node movedTo(BiFunction<String, Endpoint, Endpoint> places) {
        return new Node(
                name,
                type,
                implementation,
                methods,
                parameters,
                endpoint == null ? null : places.apply(name, endpoint),
                children.stream().map(child -> child.movedTo(places)).toList(),
                cases,
                onFailure,
                logger);
    }

    /** Whether it is sent feedback where its job has some. */
    public boolean takesFeedback() {
        return PlanNode.feedback(this) != null;
    }

    /**
     * Whether it is sent messages of which one call can hold several; routes and merges are not.
     */
    public boolean takesRows() {
        return endpoint != null
                && (PlanNode.transformsOutput(this)
                        || switch (PlanNode.input(this)) {
                            case PREDICT, TRANSFORM_INPUT -> true;
                            case NONE, SIMPLE_MODEL -> false;
                        });
    }
}
