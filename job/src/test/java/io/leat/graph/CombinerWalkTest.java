// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static io.leat.graph.Implementation.AVERAGE_COMBINER;
import static io.leat.graph.Implementation.SIMPLE_MODEL;
import static io.leat.graph.Implementation.SIMPLE_ROUTER;
import static io.leat.graph.UnitType.COMBINER;
import static io.leat.graph.UnitType.MODEL;
import static io.leat.graph.UnitType.UNKNOWN_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Children side by side: what is made of their answers. */
class CombinerWalkTest {

    @Test
    void takesTheFirstChildsAnswerWhereNothingCombines() {
        WalkRun run = WalkRun.of(node("n", UNKNOWN_TYPE, model("a"), model("b"))).lastCallFirst();

        assertThat(run.answer()).isEqualTo("a(r)");
        assertThat(run.calls()).containsExactly("PREDICT b", "PREDICT a");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void combinesTheAnswersInTheChildrensOrder(boolean lastFirst) {
        WalkRun run = WalkRun.of(node("c", COMBINER, model("a"), model("b"), model("d")));

        assertThat((lastFirst ? run.lastCallFirst() : run).answer())
                .isEqualTo("c([a(r),b(r),d(r)])");
    }

    @Test
    void letsBranchesRunAheadOfEachOther() {
        Node graph = node("c", COMBINER, model("a", model("a2")), model("b", model("b2")));
        GraphWalk walk = WalkRun.plan(graph).begin(WalkRun.json("\"r\""), () -> 0);
        List<NodeCall> first = walk.start();

        List<NodeCall> second = walk.answered(first.get(1), WalkRun.json("1"));
        List<NodeCall> third = walk.answered(second.get(0), WalkRun.json("2"));

        assertThat(second).singleElement().returns("b2", NodeCall::node);
        assertThat(third).isEmpty();
        assertThat(walk.answer()).isNull();
        assertThat(walk.failure()).isNull();
        NodeCall a2 = walk.answered(first.get(0), WalkRun.json("3")).get(0);
        NodeCall combine = walk.answered(a2, WalkRun.json("4")).get(0);
        assertThat(WalkRun.text(combine.payload())).isEqualTo("[4,2]");
    }

    @Test
    void doesWhatSimpleUnitsDoWithoutACall() {
        Node graph =
                node(
                        "r",
                        SIMPLE_ROUTER,
                        node(
                                "c",
                                AVERAGE_COMBINER,
                                node("a", MODEL, SIMPLE_MODEL),
                                node("b", SIMPLE_MODEL)),
                        model("never"));
        WalkRun run = WalkRun.of(graph);

        Payload answer = run.walk("{}").answer();

        assertThat(run.calls()).isEmpty();
        assertThat(WalkRun.text(answer)).endsWith("\"values\":[0.1,0.9,0.5]}}}");
    }

    @Test
    void blamesTheChildWhoseAnswerCannotBeCombined() {
        Node graph = node("c", COMBINER, model("a"), model("b", model("b2")));

        assertThat(WalkRun.of(graph).where("b2", "<html>").failure())
                .isEqualTo(
                        CallFailure.of(
                                DeadLetterCode.BAD_REPLY,
                                "an answer that is no JSON (expected: JSON, to be combined)",
                                "b2"));
    }

    @Test
    void blamesTheChildWhoseAnswerCannotBeAveraged() {
        Node graph = node("c", AVERAGE_COMBINER, node("a", SIMPLE_MODEL), model("b"));

        CallFailure failure = WalkRun.of(graph).where("b", "{}").failure("{}");

        assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_REPLY);
        assertThat(failure.node()).isEqualTo("b");
    }
}
