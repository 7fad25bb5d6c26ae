// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static io.leat.graph.Graphs.with;
import static io.leat.graph.Implementation.SIMPLE_MODEL;
import static io.leat.graph.UnitType.COMBINER;
import static io.leat.graph.UnitType.ROUTER;
import static io.leat.graph.UnitType.UNKNOWN_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Codecs;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record fails with, and who is to blame. */
class FailingWalkTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void awaitsAllChildrenAndReportsTheFirstInOrderThatFailed(boolean lastFirst) {
        Node graph = node("c", COMBINER, model("a"), model("b", model("b2")), model("d"));
        WalkRun run = WalkRun.of(graph).whereFails("b2").whereFails("d");

        CallFailure failure = (lastFirst ? run.lastCallFirst() : run).failure();

        assertThat(failure)
                .isEqualTo(CallFailure.of(DeadLetterCode.MODEL_REJECTED, "status 400", "b2"));
        assertThat(run.calls())
                .containsExactlyInAnyOrder("PREDICT a", "PREDICT b", "PREDICT b2", "PREDICT d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PREDICT m", "AGGREGATE c", "ROUTE n", "TRANSFORM_OUTPUT n"})
    void failsTheRecordWhereverACallFails(String call) {
        Node combiner = node("c", COMBINER, model("m"), model("m2"));
        Node graph = with(node("n", ROUTER, combiner), UnitMethod.TRANSFORM_OUTPUT);

        CallFailure failure = WalkRun.of(graph).where("ROUTE n", "[0]").whereFails(call).failure();

        assertThat(failure.code()).isEqualTo(DeadLetterCode.MODEL_REJECTED);
        assertThat(call).endsWith(String.valueOf(failure.node()));
    }

    @Test
    void failsEvenIfTheAnswerOfTheFailingChildWouldNotCount() {
        Node graph = node("n", UNKNOWN_TYPE, model("a"), model("b"));

        assertThat(WalkRun.of(graph).whereFails("b").failure().node()).isEqualTo("b");
    }

    @Test
    void blamesTheNodeWhoseAnswerCannotBeChained() {
        WalkRun run = WalkRun.of(model("a", model("b"))).over(Protocol.V2).where("a", "[1]");

        assertThat(run.failure("{\"inputs\":[]}"))
                .isEqualTo(
                        CallFailure.of(
                                DeadLetterCode.BAD_REPLY,
                                "JSON that is an array (expected: an object)",
                                "a"));
    }

    @Test
    void blamesARecordThatCannotBeChained() {
        WalkRun run = WalkRun.of(model("a")).over(Protocol.TENSORFLOW);

        assertThat(run.failure("null"))
                .isEqualTo(
                        CallFailure.of(
                                DeadLetterCode.BAD_RECORD,
                                "JSON that is null (expected: an object)",
                                null));
        assertThat(run.calls()).isEmpty();
    }

    @Test
    void blamesTheRecordThatASimpleModelCannotRead() {
        assertThat(WalkRun.of(node("a", SIMPLE_MODEL)).failure("[]").code())
                .isEqualTo(DeadLetterCode.BAD_RECORD);
    }

    @Test
    void blamesARecordThatDoesNotSayWhatItIs() {
        MessageCodec grpc = Codecs.message(Protocol.SELDON, Transport.GRPC);
        Node graph = node("n", ROUTER, model("a"));
        GraphWalk walk =
                GraphPlan.of(graph, grpc, WalkOptions.DEFAULT)
                        .begin(new Payload(new byte[0], ""), () -> 0);

        assertThat(walk.start()).isEmpty();
        assertThat(walk.failure())
                .isEqualTo(
                        CallFailure.of(
                                DeadLetterCode.BAD_RECORD,
                                "the Kafka record header proto-name is missing (expected:"
                                        + " seldon.protos.SeldonMessage, as it names the protobuf"
                                        + " message in the value; JSON needs transport rest, or"
                                        + " http:// with --model)",
                                null));
    }
}
