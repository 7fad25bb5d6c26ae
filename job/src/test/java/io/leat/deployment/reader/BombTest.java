// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.deployment.Fixtures;
import io.leat.deployment.UnreadableFileException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would take for ever, or more memory than there is, if one let them. */
class BombTest {

    static List<String> bombs() {
        StringBuilder aliases = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            aliases.append(
                    "a%d: &a%d [%s]\n"
                            .formatted(
                                    i,
                                    i,
                                    String.join(
                                            ", ",
                                            List.of(
                                                    before, before, before, before, before,
                                                    before))));
        }
        return List.of(
                aliases.toString(),
                "a: &a [*a]",
                "[".repeat(20_000),
                "a: " + "{a: ".repeat(5_000),
                "{\"a\":".repeat(5_000),
                "a: " + "x".repeat(9_000_000));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void refusesWhatGrowsWithoutBound(String text) {
        assertThatThrownBy(() -> DeploymentReader.read(text, "bomb.yaml"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("bomb.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: &a [*a]", "a: &a {b: &b {c: *a}}", "&a [*a]"})
    void refusesAnAnchorThatHoldsItself(String text) {
        assertThatThrownBy(() -> DeploymentReader.read(text, "f"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageEndingWith(" *a (expected: an anchor that was closed before)");
    }

    @Test
    void refusesALineThatTheParserWouldTakeHoursFor() {
        String text = "a: b\n#" + "x".repeat(8_000_000);

        assertThatThrownBy(() -> DeploymentReader.read(text, "f"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("f:2:1: a line of 8000001 characters (expected: at most 1048576)");
    }

    @Test
    void readsAsManyTabsAsThereAre() throws Exception {
        String text = "{kind: List, items: [\n" + "\t{kind: A},\n".repeat(100_000) + "]}";

        assertThat(DeploymentReader.read(text, "f")).isEmpty();
    }

    @Test
    void readsEverythingUpToTheLimit() throws Exception {
        String text = "kind: A\n# " + "x\n# ".repeat(2_000_000);

        assertThat(text).hasSizeGreaterThan(7_000_000);
        assertThat(DeploymentReader.read(text, "f")).isEmpty();
    }

    @Test
    void refusesATabThatIsOneTooMany() {
        String text = "a:\tb\n".repeat(1_000_000);

        assertThatThrownBy(() -> DeploymentReader.read(text, "f"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(":3: no YAML: found character '\\t(TAB)'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "0x", "0", "0b"})
    void takesNumbersWithoutEndForText(String prefix) throws Exception {
        String number = prefix + "1".repeat(1_000_000);
        String text = "kind: List\nitems:\n" + "- kind: %s\n".formatted(number).repeat(7);

        assertThat(DeploymentReader.read(text, "f")).isEmpty();
    }

    @Test
    void findsTheContainersOfManyNodes() throws Exception {
        String names =
                IntStream.range(0, 50_000)
                        .mapToObj(i -> "{name: n" + i + "}")
                        .collect(Collectors.joining(",\n    "));
        String text =
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata: {name: a}
                spec:
                  predictors:
                  - name: p
                    graph: {name: n0, children: [%s]}
                    componentSpecs: [{spec: {containers: [%s]}}]
                """
                        .formatted(names, names);

        assertThat(Fixtures.onlyOf(text).errors())
                .singleElement()
                .hasToString(
                        "spec.predictors[0].graph.children[0].name: \"n0\" (expected: a name of its"
                                + " own; spec.predictors[0].graph has it too)");
    }
}
