// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutingInjectionTest {

    private static final Node GRAPH =
            node(
                    "r",
                    UnitType.ROUTER,
                    model("never"),
                    node(
                            "c",
                            UnitType.COMBINER,
                            model("m"),
                            node(
                                    "o",
                                    UnitType.OUTPUT_TRANSFORMER,
                                    node("n", UnitType.ROUTER, model("z")))));

    @Test
    void saysInTheFinalAnswerWhichWayTheRecordWent() {
        WalkRun run =
                WalkRun.of(GRAPH)
                        .with(new WalkOptions(true))
                        .where("ROUTE r", "[1]")
                        .where("ROUTE n", "[-2]")
                        .where("c", "{\"meta\":{}}");

        assertThat(run.answer()).isEqualTo("{meta:{routing:{c:-1,m:-1,n:-2,o:-1,r:1}}}");
    }

    @Test
    void leavesTheAnswerUnlessAskedTo() {
        WalkRun run =
                WalkRun.of(GRAPH)
                        .where("ROUTE r", "[1]")
                        .where("ROUTE n", "[0]")
                        .where("c", "{\"meta\":{}}");

        assertThat(run.answer()).isEqualTo("{meta:{}}");
    }
}
