// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Codecs;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DegradedWalkTest {

    private static final OnFailure LEAVE_OUT = new OnFailure.LeaveOut();
    private static final OnFailure ZERO = new OnFailure.Answer("\"zero\"");

    private static Node mayFail(Node node, OnFailure instead) {
        return new Node(
                node.name(),
                node.type(),
                node.implementation(),
                node.methods(),
                node.parameters(),
                node.endpoint(),
                node.children(),
                null,
                instead);
    }

    @Test
    void takesTheStatedAnswerInThePlaceOfOneThatFails() {
        WalkRun run = WalkRun.of(mayFail(model("m"), ZERO)).whereFails("m");

        assertThat(run.answer()).isEqualTo("zero");
        assertThat(run.walk("1").degraded()).isEqualTo("m");
    }

    @Test
    void saysNothingWhereNothingFails() {
        GraphWalk walk = WalkRun.of(mayFail(model("m"), ZERO)).walk("1");

        assertThat(walk.degraded()).isNull();
    }

    @Test
    void handsTheStatedAnswerOnAsTheNodesOwn() {
        Node graph = node("t", UnitType.OUTPUT_TRANSFORMER, mayFail(model("m"), ZERO));
        WalkRun run = WalkRun.of(graph).whereFails("m");

        assertThat(run.answer()).isEqualTo("t(zero)");
        assertThat(run.calls()).containsExactly("PREDICT m", "TRANSFORM_OUTPUT t");
    }

    @Test
    void takesTheStatedAnswerInThePlaceOfAllBelowIt() {
        Node graph = mayFail(node("t", UnitType.TRANSFORMER, model("m")), ZERO);
        WalkRun run = WalkRun.of(graph).whereFails("m");

        assertThat(run.answer()).isEqualTo("zero");
        assertThat(run.walk("1").degraded()).isEqualTo("t");
    }

    @Test
    void combinesTheOthersWhereOneIsLeftOut() {
        Node graph =
                node(
                        "c",
                        UnitType.COMBINER,
                        mayFail(model("a"), LEAVE_OUT),
                        model("b"),
                        mayFail(model("d"), LEAVE_OUT));
        WalkRun run = WalkRun.of(graph).whereFails("a").whereFails("d");

        assertThat(run.answer()).isEqualTo("c([b(r)])");
        assertThat(run.walk("1").degraded()).isEqualTo("a,d");
    }

    @Test
    void failsAsTheFirstWhereAllAreLeftOut() {
        Node graph =
                node(
                        "c",
                        UnitType.COMBINER,
                        mayFail(model("a"), LEAVE_OUT),
                        mayFail(model("b"), LEAVE_OUT));
        WalkRun run = WalkRun.of(graph).whereFails("a").whereFails("b");

        assertThat(run.failure().node()).isEqualTo("a");
        assertThat(run.calls()).containsExactly("PREDICT a", "PREDICT b");
    }

    @Test
    void failsWhereOneFailsThatMayNot() {
        Node graph = node("c", UnitType.COMBINER, mayFail(model("a"), LEAVE_OUT), model("b"));
        WalkRun run = WalkRun.of(graph).whereFails("a").whereFails("b");

        assertThat(run.failure().node()).isEqualTo("b");
    }

    @ParameterizedTest
    @EnumSource(DeadLetterCode.class)
    void blamesModelsAndNoRecords(DeadLetterCode code) {
        GraphWalk walk =
                GraphPlan.of(
                                mayFail(model("m"), ZERO),
                                Codecs.message(Protocol.SELDON, Transport.REST),
                                WalkOptions.DEFAULT)
                        .begin(WalkRun.json("1"), () -> 0);
        List<NodeCall> calls = walk.start();

        walk.failed(calls.get(0), CallFailure.of(code, "why", "m"));

        assertThat(walk.answer() != null).isEqualTo(OnFailure.takes(code));
        assertThat(walk.failure() == null).isEqualTo(OnFailure.takes(code));
    }

    @Test
    void knowsWhichCallsMayFail() {
        Node graph = node("c", UnitType.COMBINER, mayFail(model("a"), LEAVE_OUT), model("b"));
        GraphWalk walk = WalkRun.plan(graph).begin(WalkRun.json("1"), () -> 0);
        List<NodeCall> calls = walk.start();

        assertThat(calls).extracting(walk::mayFail).containsExactly(true, false);
    }
}
