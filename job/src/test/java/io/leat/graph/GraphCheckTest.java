// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static io.leat.graph.Graphs.with;
import static io.leat.graph.Implementation.AVERAGE_COMBINER;
import static io.leat.graph.Implementation.LEAT_SWITCH;
import static io.leat.graph.Implementation.RANDOM_ABTEST;
import static io.leat.graph.Implementation.SIMPLE_MODEL;
import static io.leat.graph.Implementation.SIMPLE_ROUTER;
import static io.leat.graph.UnitType.COMBINER;
import static io.leat.graph.UnitType.ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Codecs;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphCheckTest {

    @Test
    void hasNothingAgainstWhatV1Runs() {
        Node graph =
                node(
                        "r",
                        ROUTER,
                        node("c", COMBINER, model("a"), with(model("b"), UnitMethod.values())),
                        node("ab", RANDOM_ABTEST, model("d"), model("e"), model("f")),
                        node("s", SIMPLE_ROUTER, node("sm", SIMPLE_MODEL)),
                        node("av", AVERAGE_COMBINER, model("g")));

        assertThat(problems(graph)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = UnitType.class,
            names = {"ROUTER", "COMBINER"})
    void wantsChildrenWhereTheTypeNeedsThem(UnitType type) {
        assertThat(problems(node("n", type)))
                .containsExactly("node \"n\" (" + type + "): 0 children (expected: at least 1)");
    }

    @ParameterizedTest
    @CsvSource({"SIMPLE_ROUTER, 0, 1", "AVERAGE_COMBINER, 0, 1", "RANDOM_ABTEST, 1, 2"})
    void wantsChildrenWhereTheBuiltInNeedsThem(
            Implementation implementation, int children, int least) {
        Node[] models = List.of(model("m")).subList(0, children).toArray(Node[]::new);

        assertThat(problems(node("n", implementation, models)))
                .containsExactly(
                        "node \"n\" (%s): %d children (expected: at least %d)"
                                .formatted(implementation, children, least));
    }

    @ParameterizedTest
    @ValueSource(strings = {"half", "", "50", "-0.1", "NaN", "Infinity", "0.5f", " 0.5"})
    void wantsRatioAToBeAShare(String ratio) {
        Node test = node("ab", RANDOM_ABTEST, model("a"), model("b"));

        assertThat(problems(with(test, Map.of("ratioA", ratio))))
                .containsExactly(
                        "node \"ab\" (RANDOM_ABTEST): ratioA \""
                                + ratio
                                + "\" (expected: a number from 0 to 1)");
    }

    @Test
    void namesBothPlacesOfADoubledName() {
        Node graph = node("c", COMBINER, model("a"), model("b", model("a")), model("b2"));

        assertThat(problems(graph))
                .containsExactly(
                        "node name \"a\": child 0 of \"c\" and child 0 of \"b\" (expected: each"
                                + " name once)");
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "SELDON", mode = EnumSource.Mode.EXCLUDE)
    void refusesCallsThatAProtocolLacksOverGrpc(Protocol protocol) {
        Node combiner = node("c", COMBINER, model("a"));
        Node graph = with(node("r", ROUTER, combiner), UnitMethod.AGGREGATE);
        String expected =
                " over "
                        + protocol.wire()
                        + "/grpc (expected: a call that protocol has; seldon has it over grpc, and"
                        + " all have it over rest)";

        assertThat(
                        GraphCheck.problems(
                                graph,
                                protocol,
                                Transport.GRPC,
                                Codecs.message(protocol, Transport.GRPC)))
                .containsExactly(
                        "node \"r\" (ROUTER): ROUTE" + expected,
                        "node \"r\" (ROUTER): AGGREGATE" + expected,
                        "node \"c\" (COMBINER): AGGREGATE" + expected);
        assertThat(
                        GraphCheck.problems(
                                graph,
                                protocol,
                                Transport.REST,
                                Codecs.message(protocol, Transport.REST)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SIMPLE_MODEL, TENSORFLOW", "SIMPLE_MODEL, V2", "AVERAGE_COMBINER, V2"})
    void refusesBuiltInsThatReadSeldonMessages(Implementation built, Protocol protocol) {
        Node graph = node("n", built, model("a"));

        assertThat(
                        GraphCheck.problems(
                                graph,
                                protocol,
                                Transport.REST,
                                Codecs.message(protocol, Transport.REST)))
                .containsExactly(
                        "node \"n\" (%s): protocol %s (expected: seldon, whose messages it reads)"
                                .formatted(built, protocol.wire()));
    }

    @Test
    void wantsASwitchToBeARouterThatIsNeverCalled() {
        Node odd = node("s", UnitType.MODEL, LEAT_SWITCH, model("a"));

        assertThat(problems(with(odd, UnitMethod.ROUTE)))
                .containsExactly(
                        "node \"s\" (LEAT_SWITCH): type MODEL (expected: ROUTER)",
                        "node \"s\" (LEAT_SWITCH): methods [ROUTE] (expected: none, as it is never"
                                + " called)");
        assertThat(problems(node("s", ROUTER, LEAT_SWITCH, model("a")))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void refusesAPointerIntoRecordsThatAreProtobuf(Protocol protocol) {
        SwitchCondition.Test present = new SwitchCondition.Present(true);
        SwitchCondition inPayload = new SwitchCondition(new SwitchCondition.Pointer("/a"), present);
        SwitchCondition inHeader = new SwitchCondition(new SwitchCondition.Header("a"), present);
        Node graph =
                new Node(
                        "s",
                        ROUTER,
                        LEAT_SWITCH,
                        Set.of(),
                        Map.of(),
                        null,
                        List.of(model("m")),
                        new Switch(
                                List.of(
                                        new Switch.Case("one", inPayload, 0),
                                        new Switch.Case("two", inHeader, 0)),
                                0),
                        null);

        assertThat(
                        GraphCheck.problems(
                                graph,
                                protocol,
                                Transport.GRPC,
                                Codecs.message(protocol, Transport.GRPC)))
                .containsExactly(
                        "node \"s\" (LEAT_SWITCH): pointer \"/a\" over "
                                + protocol.wire()
                                + "/grpc (expected: a header, as these records are protobuf; over"
                                + " rest, which is JSON, it is looked at)");
    }

    @Test
    void namesEverythingAtOnce() {
        Node graph = node("r", ROUTER, node("r", COMBINER), node("ab", RANDOM_ABTEST));

        assertThat(problems(graph)).hasSize(3);
    }

    private static List<String> problems(Node graph) {
        return GraphCheck.problems(
                graph,
                Protocol.SELDON,
                Transport.REST,
                Codecs.message(Protocol.SELDON, Transport.REST));
    }
}
