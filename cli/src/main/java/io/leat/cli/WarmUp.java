// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.local.example.ExampleChoice;
import io.leat.local.example.ExampleGraph;
import io.leat.protocol.Protocol;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Runs short commands in one process and throws away what they print. The launcher has Java archive
 * the classes that this loads, for all commands that come.
 */
final class WarmUp {

    private WarmUp() {}

    public static void main(String[] args) throws IOException {
        run("", "version");
        run("", "--help");
        run("", "local", "--help");
        run("", "no-such-command");
        for (ExampleGraph graph : ExampleGraph.values()) {
            for (Protocol protocol : Protocol.values()) {
                String deployment =
                        new ExampleChoice(graph, Optional.of(protocol), Optional.empty()).yaml();
                run(deployment, "validate", "-");
                validateFile(deployment);
            }
        }
    }

    private static void validateFile(String deployment) throws IOException {
        Path file = Files.createTempFile("leat", ".yaml");
        try {
            run("", "validate", Files.writeString(file, deployment).toString());
        } finally {
            Files.delete(file);
        }
    }

    private static void run(String input, String... args) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        CommandLine command = LeatCommand.commandLine(args);
        command.setOut(new PrintWriter(Writer.nullWriter()));
        command.setErr(new PrintWriter(Writer.nullWriter()));
        command.execute(args);
    }
}
