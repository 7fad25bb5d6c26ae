// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.yaml.Edited;
import io.leat.graph.Node;
import io.leat.graph.Switch;
import io.leat.graph.Switch.Case;
import io.leat.graph.SwitchCondition;
import io.leat.graph.SwitchCondition.Header;
import io.leat.graph.SwitchCondition.OneOf;
import io.leat.graph.SwitchCondition.Pointer;
import io.leat.graph.SwitchCondition.Range;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchParametersTest {

    private static final String GRAPH = "spec.predictors[0].graph";
    private static final String PARAMETERS = GRAPH + ".parameters";

    @Test
    void readsCasesInTheirOrder() throws Exception {
        DeploymentDocument document =
                graph(
                        """
                        - {name: big, type: STRING, value: '{"pointer":"/sum","above":1e3,"at-most":5000,"child":"b"}'}
                        - {name: default, type: STRING, value: c}
                        - {name: near, type: STRING, value: '{"header":"Country","one-of":["DE",1,true],"child":"a"}'}
                        """);
        Node node = document.deployment().predictors().get(0).graph();

        assertThat(document.errors()).isEmpty();
        assertThat(document.notes())
                .contains(
                        new Problem(
                                GRAPH + ".implementation",
                                "LEAT_SWITCH is Leat's own; Seldon Core v1 has no such router"));
        assertThat(node.endpoint()).isNull();
        assertThat(node.cases())
                .isEqualTo(
                        new Switch(
                                List.of(
                                        new Case(
                                                "big",
                                                new SwitchCondition(
                                                        new Pointer("/sum"),
                                                        new Range(
                                                                new BigDecimal("1E+3"),
                                                                true,
                                                                new BigDecimal("5000"),
                                                                false)),
                                                1),
                                        new Case(
                                                "near",
                                                new SwitchCondition(
                                                        new Header("country"),
                                                        new OneOf(
                                                                Set.of("DE", "true"),
                                                                List.of(BigDecimal.ONE))),
                                                0)),
                                2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    DE                                             | "DE" (expected: a condition as JSON, such as {"header": "country", "one-of": ["DE", "AT"], "child": "german"})
                    ["DE"]                                         | "["DE"]" (expected: a condition as JSON, such as {"header": "country", "one-of": ["DE", "AT"], "child": "german"})
                    {"header":"h","prefix":"x","child":"d"}        | child "d" (expected: one of a, b, c)
                    {"header":"h","prefix":"x"}                    | no child (expected: "child" with one of a, b, c)
                    {"prefix":"x","child":"a"}                     | neither header nor pointer (expected: "header" with the name of a record's header, or "pointer" with a JSON pointer into its payload)
                    {"header":"h","pointer":"/p","prefix":"x","child":"a"} | a header and a pointer (expected: "header" with the name of a record's header, or "pointer" with a JSON pointer into its payload)
                    {"header":"","prefix":"x","child":"a"}         | header "" (expected: the name of a header)
                    {"pointer":"a.b","prefix":"x","child":"a"}     | pointer "a.b" (expected: a JSON pointer as in RFC 6901, such as /data/ndarray/0)
                    {"header":"h","child":"a"}                     | no test (expected: one test: equals, one-of, prefix, present, or at-least, above, at-most and below for a range of numbers)
                    {"header":"h","equals":1,"above":2,"child":"a"} | equals and a range (expected: one test: equals, one-of, prefix, present, or at-least, above, at-most and below for a range of numbers)
                    {"header":"h","equals":null,"child":"a"}       | equals null (expected: a text, a number, true or false)
                    {"header":"h","one-of":[],"child":"a"}         | one-of [] (expected: a list of at least one value)
                    {"header":"h","prefix":"","child":"a"}         | prefix "" (expected: a text)
                    {"header":"h","present":1,"child":"a"}         | present 1 (expected: true or false)
                    {"header":"h","below":"5","child":"a"}         | below "5" (expected: a number)
                    {"header":"h","above":1,"at-least":1,"child":"a"} | at-least and above (expected: one of them)
                    {"header":"h","above":5,"below":5,"child":"a"} | a range without numbers (expected: a lower bound below the upper)
                    {"header":"h","equal":1,"prefix":"x","child":"a"} | member "equal" (expected: above, at-least, at-most, below, child, equals, header, one-of, pointer, prefix, present; did you mean equals?)
                    """)
    void refusesAConditionThatCannotBeDecided(String value, String message) throws Exception {
        DeploymentDocument document =
                graph(
                        "- {name: default, type: STRING, value: b}\n- {name: one, type: STRING, value: '"
                                + value
                                + "'}");

        assertThat(document.errors())
                .contains(new Problem(PARAMETERS + "[1].value", message))
                .allSatisfy(error -> assertThat(error.path()).isEqualTo(PARAMETERS + "[1].value"));
    }

    @Test
    void wantsADefaultThatIsAChild() throws Exception {
        assertThat(graph("[]").errors())
                .containsExactly(
                        new Problem(
                                PARAMETERS,
                                "no default (expected: a parameter \"default\" with the child of"
                                        + " records that no case matches)"));
        assertThat(graph("- {name: default, type: STRING, value: d}").errors())
                .containsExactly(
                        new Problem(
                                PARAMETERS + "[0].value",
                                "child \"d\" (expected: one of a, b, c)"));
    }

    @Test
    void refusesAChildThatNoRecordReaches() throws Exception {
        DeploymentDocument document =
                graph(
                        """
                        - {name: any, type: STRING, value: '{"header":"h","present":true,"child":"a"}'}
                        - {name: some, type: STRING, value: '{"header":"h","equals":"x","child":"b"}'}
                        - {name: default, type: STRING, value: a}
                        """);

        assertThat(document.errors())
                .containsExactly(
                        new Problem(
                                PARAMETERS + "[1].value",
                                "never matches, as \"any\" before it does wherever it would"
                                        + " (expected: the narrower condition first)"),
                        new Problem(
                                GRAPH + ".children[1].name",
                                "\"b\" is never reached (expected: a case or the default of \"s\""
                                        + " that leads to it)"),
                        new Problem(
                                GRAPH + ".children[2].name",
                                "\"c\" is never reached (expected: a case or the default of \"s\""
                                        + " that leads to it)"));
    }

    @Test
    void wantsEachParameterOnce() throws Exception {
        DeploymentDocument document =
                graph(
                        """
                        - {name: default, type: STRING, value: a}
                        - {name: default, type: STRING, value: b}
                        """);

        assertThat(document.errors())
                .containsExactly(
                        new Problem(
                                PARAMETERS + "[1].name",
                                "\"default\" (expected: a name of its own)"));
    }

    private static DeploymentDocument graph(String parameters) throws Exception {
        return Edited.income()
                .with(
                        GRAPH,
                        "{name: s, type: ROUTER, implementation: LEAT_SWITCH, children: [%s, %s, %s]}"
                                .formatted(external("a"), external("b"), external("c")))
                .with(PARAMETERS, parameters)
                .read();
    }

    private static String external(String name) {
        return "{name: "
                + name
                + ", type: MODEL, endpoint: {service_host: models, service_port: 9000}}";
    }
}
