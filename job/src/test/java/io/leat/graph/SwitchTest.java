// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static io.leat.graph.Graphs.model;
import static io.leat.graph.Graphs.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.graph.SwitchCondition.Header;
import io.leat.graph.SwitchCondition.OneOf;
import io.leat.graph.SwitchCondition.Pointer;
import io.leat.graph.SwitchCondition.Prefix;
import io.leat.graph.SwitchCondition.Present;
import io.leat.graph.SwitchCondition.Range;
import io.leat.graph.SwitchCondition.Source;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.PointedValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchTest {

    private static final Source COUNTRY = new Header("country");
    private static final Source AGE = new Pointer("/age");

    @Test
    void takesTheFirstCaseThatMatches() {
        Node graph =
                switching(
                        2,
                        List.of(
                                on(COUNTRY, new OneOf(Set.of("DE", "AT"), List.of()), 0),
                                on(COUNTRY, new Prefix("D"), 1)),
                        model("a"),
                        model("b"),
                        model("c"));

        assertThat(WalkRun.of(graph).withHeaders(Map.of("country", "DE")).answer())
                .isEqualTo("a(r)");
        assertThat(WalkRun.of(graph).withHeaders(Map.of("country", "DK")).answer())
                .isEqualTo("b(r)");
        assertThat(WalkRun.of(graph).withHeaders(Map.of("country", "FR")).answer())
                .isEqualTo("c(r)");
        assertThat(WalkRun.of(graph).answer()).isEqualTo("c(r)");
    }

    @Test
    void callsTheChosenChildAlone() {
        Node graph = switching(1, List.of(), model("a"), model("b"));
        WalkRun run = WalkRun.of(graph);

        assertThat(run.answer()).isEqualTo("b(r)");
        assertThat(run.calls()).containsExactly("PREDICT b");
    }

    @Test
    void looksAtTheRecordAndNotAtWhatANodeHasMadeOfIt() {
        Node graph =
                node(
                        "t",
                        UnitType.TRANSFORMER,
                        switching(
                                1,
                                List.of(on(new Pointer(""), new OneOf(Set.of("r"), List.of()), 0)),
                                model("a"),
                                model("b")));

        assertThat(WalkRun.of(graph).answer()).isEqualTo("a(t(r))");
    }

    @Test
    void makesADeadLetterOfARecordThatIsNoJsonOnlyWhereItMustLookIntoIt() {
        Node graph =
                switching(
                        1,
                        List.of(on(COUNTRY, new Prefix("D"), 0), on(AGE, new Present(true), 0)),
                        model("a"),
                        model("b"));
        WalkRun run = WalkRun.of(graph);

        assertThat(run.failure("no"))
                .satisfies(
                        failure -> {
                            assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_RECORD);
                            assertThat(failure.node()).isEqualTo("s");
                            assertThat(failure.message())
                                    .isEqualTo(
                                            "a message that is no JSON (expected: JSON, to be"
                                                    + " looked into at /age)");
                        });
        assertThat(run.calls()).isEmpty();
        assertThat(run.withHeaders(Map.of("country", "DE")).walk("no").answer()).isNotNull();
    }

    @Test
    void saysItsWayAsAnyRouterDoes() {
        Node graph = switching(1, List.of(), model("a"), model("b"));
        WalkRun run =
                WalkRun.of(graph).with(new WalkOptions(true)).where("b", "{\"meta\":{},\"x\":1}");

        assertThat(WalkRun.text(Objects.requireNonNull(run.walk("{}").answer())))
                .isEqualTo("{\"meta\":{\"routing\":{\"b\":-1,\"s\":1}},\"x\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    5      | true  | text and number alike
                    5.0    | true  | another way to write the number
                    +5e0   | true  | and another
                    6      | false |
                    x      | true  | a text
                    X      | false | case counts
                    ' 5'   | false | a blank is no number
                    0x5    | false | nor is this
                    1e9999999999 | false | nor an exponent without end
                    """)
    void comparesNumbersAsNumbersAndTextsAsTexts(String value, boolean holds, String why) {
        OneOf test = new OneOf(Set.of("x"), List.of(new BigDecimal("5")));

        assertThat(test.holds(new PointedValue(value))).as(why).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "9.99, false, false",
        "10, true, false",
        "15, true, true",
        "20, true, false",
        "2e1, true, false",
        "20.01, false, false",
        "ten, false, false",
        "1e400, false, false"
    })
    void knowsTheEndsOfARange(String value, boolean closed, boolean open) {
        BigDecimal ten = BigDecimal.TEN;
        BigDecimal twenty = new BigDecimal(20);

        assertThat(new Range(ten, false, twenty, false).holds(new PointedValue(value)))
                .isEqualTo(closed);
        assertThat(new Range(ten, true, twenty, true).holds(new PointedValue(value)))
                .isEqualTo(open);
    }

    @Test
    void findsAnObjectPresentAndEqualToNothing() {
        PointedValue object = new PointedValue(null);

        assertThat(new Present(true).holds(object)).isTrue();
        assertThat(new Present(false).holds(object)).isFalse();
        assertThat(new Present(false).holds(null)).isTrue();
        assertThat(new OneOf(Set.of(""), List.of()).holds(object)).isFalse();
        assertThat(new Prefix("{").holds(object)).isFalse();
    }

    @Test
    void knowsWhichCaseAnotherLeavesNothingTo() {
        OneOf five = new OneOf(Set.of(), List.of(new BigDecimal(5)));
        Range upToTen = new Range(null, false, BigDecimal.TEN, false);
        Range belowTen = new Range(null, false, BigDecimal.TEN, true);

        assertThat(new Present(true).covers(five)).isTrue();
        assertThat(new Present(true).covers(new Present(false))).isFalse();
        assertThat(upToTen.covers(five)).isTrue();
        assertThat(upToTen.covers(belowTen)).isTrue();
        assertThat(belowTen.covers(upToTen)).isFalse();
        assertThat(five.covers(upToTen)).isFalse();
        assertThat(five.covers(new OneOf(Set.of("5.0"), List.of()))).isTrue();
        assertThat(new Prefix("a").covers(new Prefix("ab"))).isTrue();
        assertThat(new Prefix("ab").covers(new Prefix("a"))).isFalse();
        assertThat(new Prefix("5").covers(five)).as("it may be written 05").isFalse();
    }

    private static Switch.Case on(Source source, SwitchCondition.Test test, int child) {
        return new Switch.Case("case", new SwitchCondition(source, test), child);
    }

    private static Node switching(int otherwise, List<Switch.Case> cases, Node... children) {
        return new Node(
                "s",
                UnitType.ROUTER,
                Implementation.LEAT_SWITCH,
                Set.of(),
                Map.of(),
                null,
                List.of(children),
                new Switch(cases, otherwise),
                null);
    }
}
