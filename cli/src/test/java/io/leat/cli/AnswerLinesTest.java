// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerLinesTest {

    @Test
    void passesOnTheAnswerAndNoProgress() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream quiet = AnswerLines.of(new PrintStream(printed, true, StandardCharsets.UTF_8));

        quiet.println("starting    a Kafka broker");
        quiet.println("broker      127.0.0.1:9092 (embedded)");
        quiet.printf("ready       %s%n", "http://127.0.0.1:8081");
        quiet.println();
        quiet.println("readying is another word");
        quiet.print("summary     sent 250, ");
        quiet.println("answered 250 größer");
        quiet.println("  accuracy is indented here");
        quiet.println("accuracy    90.4 %");

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        ready       http://127.0.0.1:8081
                        summary     sent 250, answered 250 größer
                        accuracy    90.4 %
                        """);
    }
}
