// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static io.leat.graph.Graphs.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.UnitMethod;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTextTest {

    @Test
    void namesTheNodesThatChooseInTheGraphsOrder() {
        Node graph =
                node(
                        "z",
                        UnitType.ROUTER,
                        model("never"),
                        node(
                                "c",
                                UnitType.COMBINER,
                                node("ab", Implementation.RANDOM_ABTEST, model("a"), model("b")),
                                node("one", Implementation.SIMPLE_ROUTER, model("m"))));

        GraphWalk walk = WalkRun.of(graph).where("ROUTE z", "[1]").drawing(0.9).walk("\"r\"");

        assertThat(walk.routing()).isEqualTo("z=1,ab=1,one=0");
    }

    @Test
    void leavesOutARouterThatWasNotReached() {
        Node graph = node("z", UnitType.ROUTER, model("m"), node("y", UnitType.ROUTER, model("n")));

        GraphWalk walk = WalkRun.of(graph).where("ROUTE z", "[0]").walk("\"r\"");

        assertThat(walk.routing()).isEqualTo("z=0");
    }

    @Test
    void saysWhatWasChosenByARouterThatMergesToo() {
        Node graph = with(node("z", UnitType.ROUTER, model("a"), model("b")), UnitMethod.AGGREGATE);

        GraphWalk walk = WalkRun.of(graph).where("ROUTE z", "[1]").walk("\"r\"");

        assertThat(walk.routing()).isEqualTo("z=1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -1})
    void saysOfAnAnswerForAllOrNoneWhichItWas(int route) {
        Node graph = node("z", UnitType.ROUTER, model("a"), model("b"));

        GraphWalk walk = WalkRun.of(graph).where("ROUTE z", "[" + route + "]").walk("\"r\"");

        assertThat(walk.routing()).isEqualTo("z=" + route);
    }

    @Test
    void isNotThereWhereNothingChooses() {
        Node graph = node("c", UnitType.COMBINER, model("a"), model("b"));

        assertThat(WalkRun.of(graph).walk("\"r\"").routing()).isNull();
    }

    @Test
    void encodesWhatWouldEndAName() throws Exception {
        String text = RoutingText.entry("a b,c=d*é~.-_", 1);

        assertThat(text).isEqualTo("a%20b%2Cc%3Dd%2A%C3%A9~.-_=1");
        assertThat(RoutingText.read(text)).isEqualTo(Map.of("a b,c=d*é~.-_", 1));
    }

    @Property
    void comesBackAsItWas(
            @ForAll @NotEmpty String node, @ForAll @IntRange(min = -2, max = 99) int child)
            throws Exception {
        String named = "first=0," + RoutingText.entry("n" + wellFormed(node), child);

        assertThat(RoutingText.read(named))
                .isEqualTo(Map.of("first", 0, "n" + wellFormed(node), child));
        assertThat(named).matches("[!-~]+");
    }

    /** Half of a surrogate pair has no UTF-8. */
    private static String wellFormed(String text) {
        return text.replaceAll("\\p{Cs}", "?");
    }

    @Test
    void isReadWithBlanksBetween() throws Exception {
        assertThat(RoutingText.read("router=1, ab=-2")).isEqualTo(Map.of("router", 1, "ab", -2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "router",
                "router=",
                "=1",
                "router=x",
                "r=1,",
                "r=1;s=1",
                "r=1,r=1",
                "r%2=1",
                "r=99999999999"
            })
    void isRefusedInOneSentence(String text) {
        assertThatThrownBy(() -> RoutingText.read(text))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(
                        "\""
                                + text
                                + "\" (expected: NODE=CHILD, each node once, separated by commas,"
                                + " such as router=1,ab=0)");
    }
}
