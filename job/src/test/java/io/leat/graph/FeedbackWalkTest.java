// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static io.leat.graph.Graphs.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackWalkTest {

    private static final Payload FEEDBACK = WalkRun.json("{\"reward\":1}");
    private static final Payload REPLY = WalkRun.json("{}");

    private static final Node ROUTED =
            node(
                    "t",
                    UnitType.TRANSFORMER,
                    node("r", UnitType.ROUTER, model("a", model("below")), model("b")));

    private final List<String> calls = new ArrayList<>();

    /** The walk at its end; nodes of these names fail. */
    private FeedbackWalk walk(Node graph, Map<String, Integer> routing, String... failing)
            throws BadPayloadException {
        FeedbackWalk walk = WalkRun.plan(graph).beginFeedback(FEEDBACK, routing);
        Deque<NodeCall> open = new ArrayDeque<>(walk.start());
        while (!open.isEmpty()) {
            NodeCall call = open.remove();
            assertThat(call.payload()).isSameAs(FEEDBACK);
            calls.add(call.node());
            open.addAll(
                    Set.of(failing).contains(call.node())
                            ? walk.failed(call, failure(call.node()))
                            : walk.answered(call, REPLY));
        }
        return walk;
    }

    private static CallFailure failure(String node) {
        return CallFailure.of(DeadLetterCode.MODEL_REJECTED, "status 400", node);
    }

    @Test
    void goesWhereTheRequestWentChildrenBeforeTheirParent() throws Exception {
        FeedbackWalk walk = walk(ROUTED, Map.of("r", 0));

        assertThat(calls).containsExactly("below", "a", "r");
        assertThat(walk.answer()).isNotNull();
        assertThat(walk.failure()).isNull();
    }

    @Test
    void goesToAllChildrenWhereNoRoutingIsStated() throws Exception {
        walk(ROUTED, Map.of());

        assertThat(calls).containsExactlyInAnyOrder("below", "b", "a", "r").endsWith("r");
    }

    @Test
    void goesToNoChildOfARouterThatGaveTheRequestBack() throws Exception {
        walk(ROUTED, Map.of("r", -2));

        assertThat(calls).containsExactly("r");
    }

    @Test
    void endsWithoutACallWhereNoNodeTakesFeedback() throws Exception {
        Node graph =
                node("r", Implementation.SIMPLE_ROUTER, node("m", Implementation.SIMPLE_MODEL));

        assertThat(walk(graph, Map.of()).answer()).isEqualTo(FEEDBACK);
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL, , SEND_FEEDBACK",
        "ROUTER, , SEND_ROUTER_FEEDBACK",
        "TRANSFORMER, SEND_FEEDBACK, SEND_FEEDBACK",
        "COMBINER, SEND_FEEDBACK, SEND_FEEDBACK",
        "UNKNOWN_TYPE, SEND_FEEDBACK, SEND_FEEDBACK",
        "ROUTER, SEND_FEEDBACK, SEND_ROUTER_FEEDBACK",
        "TRANSFORMER, , ",
        "OUTPUT_TRANSFORMER, TRANSFORM_OUTPUT, ",
        "COMBINER, , ",
        "UNKNOWN_TYPE, ROUTE, "
    })
    void callsModelsAndRoutersAndWhatSaysThatItTakesFeedback(
            UnitType type, UnitMethod method, UnitMethod called) throws Exception {
        Node plain = node("n", type);
        Node graph = method == null ? plain : with(plain, method);

        List<NodeCall> first = WalkRun.plan(graph).beginFeedback(FEEDBACK, Map.of()).start();

        assertThat(first)
                .isEqualTo(
                        called == null ? List.of() : List.of(new NodeCall("n", called, FEEDBACK)));
        assertThat(graph.takesFeedback()).isEqualTo(called != null);
    }

    @Test
    void reportsTheFirstFailingChildInOrderAndAsksNoNodeAboveIt() throws Exception {
        Node graph = node("r", UnitType.ROUTER, model("a"), model("b"), model("c"));

        FeedbackWalk walk = walk(graph, Map.of(), "c", "b");

        assertThat(walk.failure()).isEqualTo(failure("b"));
        assertThat(walk.answer()).isNull();
        assertThat(calls).containsExactlyInAnyOrder("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gone | 0  | a node that is not in the graph (expected: of a, b, below, r, t)
                    r    | 2  | node "r": route 2 (expected: -2, -1 or 0..1)
                    r    | -3 | node "r": route -3 (expected: -2, -1 or 0..1)
                    b    | 0  | node "b": route 0 (expected: -2 or -1, as it has no children)
                    """)
    void refusesARoutingThatTheGraphDoesNotHave(String node, int child, String message) {
        assertThatThrownBy(() -> WalkRun.plan(ROUTED).beginFeedback(FEEDBACK, Map.of(node, child)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(message);
    }
}
