// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iris-requests",
                "a.b:9092,c.d:9092",
                "two words",
                "it's",
                "",
                "$HOME `id` \\ \"!\" *~#",
                "proto-name:inference.ModelInferRequest",
                "größe"
            })
    void isTheSameWordOnceAShellHasReadIt(String word) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(word)).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--broker", "127.0.0.1:9092", "http://127.0.0.1:8080", "a=b"})
    void isNotQuotedWithoutNeed(String word) {
        assertThat(ShellWord.of(word)).isEqualTo(word);
    }
}
