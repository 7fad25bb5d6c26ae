// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static io.leat.graph.Graphs.with;
import static io.leat.graph.Implementation.RANDOM_ABTEST;
import static io.leat.graph.UnitType.COMBINER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbTestTest {

    private static final Node TEST =
            node("ab", RANDOM_ABTEST, model("a"), model("b"), model("never"));

    @ParameterizedTest
    @CsvSource({"0, a(r)", "0.4999, a(r)", "0.5, b(r)", "0.9999, b(r)"})
    void splitsInHalvesByDefault(double draw, String answer) {
        WalkRun run = WalkRun.of(TEST).drawing(draw);

        assertThat(run.answer()).isEqualTo(answer);
        assertThat(run.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0.25, 0.24, a(r)",
        "0.25, 0.25, b(r)",
        "1, 0.9999, a(r)",
        "0, 0, b(r)",
        "2.5e-1, 0.24, a(r)",
        ".25, 0.26, b(r)"
    })
    void splitsByRatioAWhereverItStands(String ratio, double draw, String answer) {
        Node test = with(TEST, Map.of("other", "1", "ratioA", ratio));

        assertThat(WalkRun.of(test).drawing(draw).answer()).isEqualTo(answer);
    }

    @Test
    void asksAServerWhereTheTypeNamesOne() {
        Node router = node("ab", UnitType.ROUTER, RANDOM_ABTEST, model("a"), model("b"));
        WalkRun run = WalkRun.of(router).where("ab", "[1]");

        assertThat(run.answer()).isEqualTo("b(r)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesTheSameWayHoweverTheAnswersComeIn(boolean lastFirst) {
        Node left = model("l", node("ab1", RANDOM_ABTEST, model("a1"), model("b1")));
        Node right = model("r", node("ab2", RANDOM_ABTEST, model("a2"), model("b2")));
        WalkRun run = WalkRun.of(node("c", COMBINER, left, right)).drawing(0.1, 0.9);

        assertThat((lastFirst ? run.lastCallFirst() : run).answer())
                .isEqualTo("c([a1(l(r)),b2(r(r))])");
    }
}
