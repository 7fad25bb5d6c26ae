// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "ON",
                "off",
                "y",
                "N",
                "true",
                "False",
                "null",
                "NULL",
                "~",
                "",
                "1",
                "1e3",
                "1E3",
                "12:30",
                "0x1f",
                "0o17",
                "017",
                "0b1",
                "1_000",
                ".5",
                "+1",
                "-1",
                "1.0",
                "2024-01-31",
                ".inf",
                "-.INF",
                ".NaN",
                "<<",
                "=",
                "1.2.3",
                "9092"
            })
    void quotesWhatSomeReaderTakesForSomethingElse(String text) {
        assertThat(PlainText.isSafe(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka:9092",
                "--port=8500",
                "10s",
                "2min",
                "500m",
                "3Gi",
                "/tmp",
                "a",
                "yes-men",
                "exactly-once",
                "local:///opt/flink"
            })
    void leavesWhatEveryReaderTakesForText(String text) {
        assertThat(PlainText.isSafe(text)).isTrue();
    }
}
