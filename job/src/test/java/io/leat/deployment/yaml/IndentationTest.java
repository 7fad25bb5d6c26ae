// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.deployment.UnreadableFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line that is indented as no other is pointed at. */
class IndentationTest {

    /** As Seldon Core's own page on Kafka shows its TLS settings. */
    @Test
    void pointsAtTheLineOfASnippetThatWasPastedAsItIs() {
        String pasted =
                """
                spec:
                  predictors:
                  - name: default
                    graph:
                      name: m
                    # from the page
                   svcOrchSpec:
                      env:
                      - name: KAFKA_BROKER
                        value: kafka:9093
                """;

        assertThatThrownBy(() -> Documents.of(pasted, "d.yaml"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(
                        "d.yaml:7:4: not valid YAML: this line is indented by 3 spaces, as none above"
                                + " it that it could belong to (expected: 2 spaces as in line 3, or 4"
                                + " spaces as in line 4)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a:\\n  b: 1\\n c: 2\\n' | 1 space | 0 spaces as in line 1, or 2 spaces as in line 2",
                "'  a: 1\\nb: 2\\n' | 0 spaces | 2 spaces as in line 1",
            })
    void namesTheIndentationsThatAreOpen(String text, String found, String expected) {
        assertThatThrownBy(() -> Documents.of(text.replace("\\n", "\n"), "d.yaml"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageEndingWith(
                        "not valid YAML: this line is indented by %s, as none above it that it could belong to (expected: %s)"
                                .formatted(found, expected));
    }

    @Test
    void leavesOtherMistakesToTheReader() {
        assertThatThrownBy(() -> Documents.of("a: b: c", "d.yaml"))
                .hasMessage("d.yaml:1:5: no YAML: mapping values are not allowed here");
    }
}
