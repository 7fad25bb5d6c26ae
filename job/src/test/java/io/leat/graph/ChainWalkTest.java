// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static io.leat.graph.Graphs.with;
import static io.leat.graph.UnitType.OUTPUT_TRANSFORMER;
import static io.leat.graph.UnitType.ROUTER;
import static io.leat.graph.UnitType.TRANSFORMER;
import static io.leat.graph.UnitType.UNKNOWN_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Codecs;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models and transformers one after the other: what each is asked, and what it is sent. */
class ChainWalkTest {

    @Test
    void asksASingleModelToPredict() {
        WalkRun run = WalkRun.of(model("m"));

        assertThat(run.answer()).isEqualTo("m(r)");
        assertThat(run.calls()).containsExactly("PREDICT m");
    }

    @Test
    void sendsASingleModelTheRecordItself() {
        Payload record = new Payload(new byte[] {1, 2, 3}, "application/json");
        GraphWalk walk = WalkRun.plan(model("m")).begin(record, () -> 0);

        List<NodeCall> calls = walk.start();

        assertThat(calls).singleElement().satisfies(c -> assertThat(c.payload()).isSameAs(record));
        assertThat(walk.answer()).isNull();
        assertThat(walk.failure()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL, PREDICT n, n(r)",
        "TRANSFORMER, TRANSFORM_INPUT n, n(r)",
        "OUTPUT_TRANSFORMER, TRANSFORM_OUTPUT n, n(r)",
        "UNKNOWN_TYPE, '', r"
    })
    void asksALeafWhatItsTypeSays(UnitType type, String call, String answer) {
        WalkRun run = WalkRun.of(node("n", type));

        assertThat(run.answer()).isEqualTo(answer);
        assertThat(String.join(" ", run.calls())).isEqualTo(call);
    }

    @Test
    void sendsAModelsAnswerToItsChild() {
        assertThat(WalkRun.of(model("a", model("b", model("c")))).answer()).isEqualTo("c(b(a(r)))");
    }

    @Test
    void transformsTheInputBeforeAndTheOutputAfterTheChild() {
        Node graph = node("in", TRANSFORMER, node("out", OUTPUT_TRANSFORMER, model("m")));

        assertThat(WalkRun.of(graph).answer()).isEqualTo("out(m(in(r)))");
    }

    @Test
    void transformsBothWaysWhereTheMethodsSaySo() {
        Node both = with(node("t", TRANSFORMER, model("m")), UnitMethod.TRANSFORM_OUTPUT);
        WalkRun run = WalkRun.of(both);

        assertThat(run.answer()).isEqualTo("t(m(t(r)))");
        assertThat(run.calls())
                .containsExactly("TRANSFORM_INPUT t", "PREDICT m", "TRANSFORM_OUTPUT t");
    }

    @Test
    void asksAModelWithTransformInputForThatInsteadOfPredict() {
        WalkRun run = WalkRun.of(with(model("m"), UnitMethod.TRANSFORM_INPUT));

        assertThat(run.answer()).isEqualTo("m(r)");
        assertThat(run.calls()).containsExactly("TRANSFORM_INPUT m");
    }

    @Test
    void asksOneNodeForEverythingItsMethodsName() {
        Node all = with(model("n", model("a"), model("b")), UnitMethod.values());
        WalkRun run = WalkRun.of(all).where("ROUTE n", "[-1]");

        assertThat(run.answer()).isEqualTo("n(n([a(n(r)),b(n(r))]))");
        assertThat(run.calls())
                .containsExactly(
                        "TRANSFORM_INPUT n",
                        "ROUTE n",
                        "PREDICT a",
                        "PREDICT b",
                        "AGGREGATE n",
                        "TRANSFORM_OUTPUT n");
    }

    @Test
    void chainsForTheFirstModelAndForEachOutputTransformer() {
        Node graph = with(model("a"), UnitMethod.TRANSFORM_OUTPUT);
        WalkRun run = WalkRun.of(graph).over(Protocol.V2);

        run.where("PREDICT a", "{\"outputs\":[2]}").where("TRANSFORM_OUTPUT a", "{}");
        run.walk("{\"outputs\":[1]}");

        assertThat(run.calls()).containsExactly("PREDICT a", "TRANSFORM_OUTPUT a");
    }

    @Test
    void doesNotChainForRoutersAndCombiners() {
        Node graph = with(node("n", ROUTER, node("u", UNKNOWN_TYPE)), UnitMethod.AGGREGATE);
        GraphWalk walk =
                GraphPlan.of(
                                graph,
                                Codecs.message(Protocol.V2, Transport.REST),
                                WalkOptions.DEFAULT)
                        .begin(WalkRun.json("{\"outputs\":[]}"), () -> 0);

        NodeCall route = walk.start().get(0);
        NodeCall aggregate = walk.answered(route, WalkRun.json("[0]")).get(0);

        assertThat(WalkRun.text(route.payload())).isEqualTo("{\"outputs\":[]}");
        assertThat(WalkRun.text(aggregate.payload())).isEqualTo("[{\"outputs\":[]}]");
    }

    @Test
    void turnsGrpcAnswersIntoRequestsOnTheWay() {
        MessageCodec grpc = Codecs.message(Protocol.V2, Transport.GRPC);
        GraphWalk walk =
                GraphPlan.of(model("a", model("b")), grpc, WalkOptions.DEFAULT)
                        .begin(new Payload(new byte[0], "inference.ModelInferResponse"), () -> 0);
        Payload answer = new Payload(new byte[0], "inference.ModelInferResponse");

        NodeCall first = walk.start().get(0);
        NodeCall second = walk.answered(first, answer).get(0);
        walk.answered(second, answer);

        assertThat(List.of(first, second))
                .allSatisfy(
                        call ->
                                assertThat(call.payload().type())
                                        .isEqualTo("inference.ModelInferRequest"));
        assertThat(walk.answer()).isEqualTo(answer);
    }

    @Test
    void takesACallsEndOnlyOnce() {
        GraphWalk walk = WalkRun.plan(model("m")).begin(WalkRun.json("1"), () -> 0);
        NodeCall call = walk.start().get(0);
        walk.answered(call, WalkRun.json("2"));

        assertThatThrownBy(() -> walk.answered(call, WalkRun.json("2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("PREDICT of node \"m\" (expected: a call under way)");
    }

    @Test
    void planTakesEachNameOnce() {
        Node graph = model("m", model("m"));

        assertThatThrownBy(() -> WalkRun.plan(graph))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 names for 2 nodes (expected: one each)");
    }
}
