// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What a command has answered that was run in this process. */
record Ran(int exitCode, List<String> out, List<String> err) {

    static Ran leat(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = LeatCommand.commandLine(args);
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = command.execute(args);
        List<String> lines = out.toString().lines().toList();
        return new Ran(code, lines, withoutWaits(lines, err.toString().lines().toList()));
    }

    /** Without what a slow machine adds: that a broker is waited for, which answers then. */
    static List<String> withoutWaits(List<String> out, List<String> err) {
        return Stream.concat(out.stream(), err.stream())
                        .anyMatch(line -> line.contains("no broker answers"))
                ? err
                : err.stream()
                        .filter(line -> !line.contains(": waiting for the broker at "))
                        .toList();
    }

    /** With a standard input of its own. */
    static Ran leatWithInput(byte[] input, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return leat(args);
        } finally {
            System.setIn(before);
        }
    }

    static Ran leatWithInput(String input, String... args) {
        return leatWithInput(input.getBytes(StandardCharsets.UTF_8), args);
    }

    /** Leaves off what it prints or not as time goes by. */
    Ran without(String end) {
        return new Ran(exitCode, out.stream().filter(line -> !line.endsWith(end)).toList(), err);
    }

    String text() {
        return String.join("\n", out);
    }
}
