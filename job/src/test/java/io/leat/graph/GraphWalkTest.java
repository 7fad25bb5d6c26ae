package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static io.leat.graph.Graphs.with;
import static io.leat.graph.Implementation.AVERAGE_COMBINER;
import static io.leat.graph.Implementation.SIMPLE_MODEL;
import static io.leat.graph.Implementation.SIMPLE_ROUTER;
import static io.leat.graph.UnitType.COMBINER;
import static io.leat.graph.UnitType.MODEL;
import static io.leat.graph.UnitType.OUTPUT_TRANSFORMER;
import static io.leat.graph.UnitType.ROUTER;
import static io.leat.graph.UnitType.TRANSFORMER;
import static io.leat.graph.UnitType.UNKNOWN_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.protocol.ErrorCode;
import io.leat.protocol.Failure;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphWalkTest {

    @Test
    void asksASingleModelToPredict() {
        WalkRun run = WalkRun.of(model("m"));

        assertThat(run.answer()).isEqualTo("m(r)");
        assertThat(run.calls()).containsExactly("PREDICT m");
    }

    @Test
    void sendsASingleModelTheRecordItself() {
        Payload record = new Payload(new byte[] {1, 2, 3}, "application/json");
        GraphWalk walk = plan(model("m")).begin(record, () -> 0);

        List<NodeCall> calls = walk.start();

        assertThat(calls).singleElement().satisfies(c -> assertThat(c.payload()).isSameAs(record));
        assertThat(walk.result()).isNull();
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

    @ParameterizedTest
    @CsvSource({"[0], a(r)", "[1], b(r)", "[2], d(r)", "[-2], r", "[-1], a(r)"})
    void goesWhereTheRouterSays(String route, String answer) {
        Node graph = node("n", ROUTER, model("a"), model("b"), model("d"));

        assertThat(WalkRun.of(graph).where("n", route).answer()).isEqualTo(answer);
    }

    @Test
    void callsOnlyTheChildThatTheRouterNames() {
        Node graph = node("n", ROUTER, model("a"), model("b"));
        WalkRun run = WalkRun.of(graph).where("n", "{\"data\":{\"ndarray\":[[1]]}}");

        assertThat(run.answer()).isEqualTo("b(r)");
        assertThat(run.calls()).containsExactly("ROUTE n", "PREDICT b");
    }

    @Test
    void combinesTheOneAnswerOfARoutedChild() {
        Node graph = with(node("n", ROUTER, model("a"), model("b")), UnitMethod.AGGREGATE);
        WalkRun run = WalkRun.of(graph).where("ROUTE n", "[1]");

        assertThat(run.answer()).isEqualTo("n([b(r)])");
    }

    @Test
    void transformsTheOutputEvenIfNoChildIsCalled() {
        Node graph =
                with(
                        node("n", ROUTER, model("a")),
                        UnitMethod.AGGREGATE,
                        UnitMethod.TRANSFORM_OUTPUT);
        WalkRun run = WalkRun.of(graph).where("ROUTE n", "[-2]");

        assertThat(run.answer()).isEqualTo("n(r)");
        assertThat(run.calls()).containsExactly("ROUTE n", "TRANSFORM_OUTPUT n");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 99, -3})
    void failsARouteThatLeadsNowhere(int route) {
        Node graph = node("n", ROUTER, model("a"), model("b"));

        assertThat(WalkRun.of(graph).where("n", "[" + route + "]").failure())
                .isEqualTo(
                        Failure.of(
                                ErrorCode.BAD_ROUTE,
                                "route " + route + " (expected: -2, -1 or 0..1)",
                                "n"));
    }

    @Test
    void failsARouteThatIsNone() {
        Failure failure = WalkRun.of(node("n", ROUTER, model("a"))).where("n", "{}").failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_ROUTE);
        assertThat(failure.node()).isEqualTo("n");
        assertThat(failure.message()).startsWith("a SeldonMessage without data (expected: ");
    }

    @Test
    void letsBranchesRunAheadOfEachOther() {
        Node graph = node("c", COMBINER, model("a", model("a2")), model("b", model("b2")));
        GraphWalk walk = plan(graph).begin(json("\"r\""), () -> 0);
        List<NodeCall> first = walk.start();

        List<NodeCall> second = walk.answered(first.get(1), json("1"));
        List<NodeCall> third = walk.answered(second.get(0), json("2"));

        assertThat(second).singleElement().returns("b2", NodeCall::node);
        assertThat(third).isEmpty();
        assertThat(walk.result()).isNull();
        NodeCall a2 = walk.answered(first.get(0), json("3")).get(0);
        NodeCall combine = walk.answered(a2, json("4")).get(0);
        assertThat(WalkRun.text(combine.payload())).isEqualTo("[4,2]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void awaitsAllChildrenAndReportsTheFirstInOrderThatFailed(boolean lastFirst) {
        Node graph = node("c", COMBINER, model("a"), model("b", model("b2")), model("d"));
        WalkRun run = WalkRun.of(graph).whereFails("b2").whereFails("d");

        Failure failure = (lastFirst ? run.lastCallFirst() : run).failure();

        assertThat(failure).isEqualTo(Failure.of(ErrorCode.MODEL_REJECTED, "status 400", "b2"));
        assertThat(run.calls())
                .containsExactlyInAnyOrder("PREDICT a", "PREDICT b", "PREDICT b2", "PREDICT d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PREDICT m", "AGGREGATE c", "ROUTE n", "TRANSFORM_OUTPUT n"})
    void failsTheRecordWhereverACallFails(String call) {
        Node combiner = node("c", COMBINER, model("m"), model("m2"));
        Node graph = with(node("n", ROUTER, combiner), UnitMethod.TRANSFORM_OUTPUT);

        Failure failure = WalkRun.of(graph).where("ROUTE n", "[0]").whereFails(call).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_REJECTED);
        assertThat(call).endsWith(String.valueOf(failure.node()));
    }

    @Test
    void failsEvenIfTheAnswerOfTheFailingChildWouldNotCount() {
        Node graph = node("n", UNKNOWN_TYPE, model("a"), model("b"));

        assertThat(WalkRun.of(graph).whereFails("b").failure().node()).isEqualTo("b");
    }

    @Test
    void blamesTheChildWhoseAnswerCannotBeCombined() {
        Node graph = node("c", COMBINER, model("a"), model("b", model("b2")));

        assertThat(WalkRun.of(graph).where("b2", "<html>").failure())
                .isEqualTo(
                        Failure.of(
                                ErrorCode.BAD_REPLY,
                                "an answer that is no JSON (expected: JSON, to be combined)",
                                "b2"));
    }

    @Test
    void blamesTheNodeWhoseAnswerCannotBeChained() {
        WalkRun run = WalkRun.of(model("a", model("b"))).over(Protocol.V2).where("a", "[1]");

        assertThat(run.failure("{\"inputs\":[]}"))
                .isEqualTo(
                        Failure.of(
                                ErrorCode.BAD_REPLY,
                                "JSON that is an array (expected: an object)",
                                "a"));
    }

    @Test
    void blamesARecordThatCannotBeChained() {
        WalkRun run = WalkRun.of(model("a")).over(Protocol.TENSORFLOW);

        assertThat(run.failure("null"))
                .isEqualTo(
                        Failure.of(
                                ErrorCode.BAD_RECORD,
                                "JSON that is null (expected: an object)",
                                null));
        assertThat(run.calls()).isEmpty();
    }

    @Test
    void chainsForTheFirstModelAndForEachOutputTransformer() {
        Node graph = with(model("a"), UnitMethod.TRANSFORM_OUTPUT);
        WalkRun run = WalkRun.of(graph).over(Protocol.V2);

        run.where("PREDICT a", "{\"outputs\":[2]}").where("TRANSFORM_OUTPUT a", "{}");
        run.result("{\"outputs\":[1]}");

        assertThat(run.calls()).containsExactly("PREDICT a", "TRANSFORM_OUTPUT a");
    }

    @Test
    void doesNotChainForRoutersAndCombiners() {
        Node graph = with(node("n", ROUTER, node("u", UNKNOWN_TYPE)), UnitMethod.AGGREGATE);
        GraphWalk walk =
                GraphPlan.of(
                                graph,
                                MessageCodec.of(Protocol.V2, Transport.REST),
                                WalkOptions.DEFAULT)
                        .begin(json("{\"outputs\":[]}"), () -> 0);

        NodeCall route = walk.start().get(0);
        NodeCall aggregate = walk.answered(route, json("[0]")).get(0);

        assertThat(WalkRun.text(route.payload())).isEqualTo("{\"outputs\":[]}");
        assertThat(WalkRun.text(aggregate.payload())).isEqualTo("[{\"outputs\":[]}]");
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

        WalkResult result = run.result("{}");

        assertThat(run.calls()).isEmpty();
        assertThat(result).isInstanceOf(WalkResult.Answer.class);
        assertThat(WalkRun.text(((WalkResult.Answer) result).payload()))
                .endsWith("\"values\":[0.1,0.9,0.5]}}}");
    }

    @Test
    void blamesTheChildWhoseAnswerCannotBeAveraged() {
        Node graph = node("c", AVERAGE_COMBINER, node("a", SIMPLE_MODEL), model("b"));

        Failure failure = WalkRun.of(graph).where("b", "{}").failure("{}");

        assertThat(failure.code()).isEqualTo(ErrorCode.BAD_REPLY);
        assertThat(failure.node()).isEqualTo("b");
    }

    @Test
    void blamesTheRecordThatASimpleModelCannotRead() {
        assertThat(WalkRun.of(node("a", SIMPLE_MODEL)).failure("[]").code())
                .isEqualTo(ErrorCode.BAD_RECORD);
    }

    @Test
    void blamesARecordThatDoesNotSayWhatItIs() {
        MessageCodec grpc = MessageCodec.of(Protocol.SELDON, Transport.GRPC);
        Node graph = node("n", ROUTER, model("a"));
        GraphWalk walk =
                GraphPlan.of(graph, grpc, WalkOptions.DEFAULT)
                        .begin(new Payload(new byte[0], ""), () -> 0);

        assertThat(walk.start()).isEmpty();
        assertThat(walk.result())
                .isEqualTo(
                        new WalkResult.Failed(
                                Failure.of(
                                        ErrorCode.BAD_RECORD,
                                        "no proto-name (expected: seldon.protos.SeldonMessage)",
                                        null)));
    }

    @Test
    void turnsGrpcAnswersIntoRequestsOnTheWay() {
        MessageCodec grpc = MessageCodec.of(Protocol.V2, Transport.GRPC);
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
        assertThat(walk.result()).isEqualTo(new WalkResult.Answer(answer));
    }

    @Test
    void takesACallsEndOnlyOnce() {
        GraphWalk walk = plan(model("m")).begin(json("1"), () -> 0);
        NodeCall call = walk.start().get(0);
        walk.answered(call, json("2"));

        assertThatThrownBy(() -> walk.answered(call, json("2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("PREDICT of node \"m\" (expected: a call under way)");
    }

    @Test
    void planTakesEachNameOnce() {
        Node graph = model("m", model("m"));

        assertThatThrownBy(() -> plan(graph))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 names for 2 nodes (expected: one each)");
    }

    private static GraphPlan plan(Node graph) {
        return GraphPlan.of(
                graph, MessageCodec.of(Protocol.SELDON, Transport.REST), WalkOptions.DEFAULT);
    }

    private static Payload json(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "application/json");
    }
}
