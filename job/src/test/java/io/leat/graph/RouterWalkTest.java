// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static io.leat.graph.Graphs.with;
import static io.leat.graph.UnitType.ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.UnitMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which children a router calls, and what becomes of a route that leads nowhere. */
class RouterWalkTest {

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
                        CallFailure.of(
                                DeadLetterCode.BAD_ROUTE,
                                "route " + route + " (expected: -2, -1 or 0..1)",
                                "n"));
    }

    @Test
    void failsARouteThatIsNone() {
        CallFailure failure = WalkRun.of(node("n", ROUTER, model("a"))).where("n", "{}").failure();

        assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_ROUTE);
        assertThat(failure.node()).isEqualTo("n");
        assertThat(failure.message()).startsWith("a SeldonMessage without data (expected: ");
    }
}
