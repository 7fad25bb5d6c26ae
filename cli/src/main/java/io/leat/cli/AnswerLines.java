// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Passes on the lines of {@code leat local} that are its answer, and drops its progress. */
final class AnswerLines extends OutputStream {

    private static final Set<String> ANSWERS =
            Set.of("ready", "summary", "accuracy", "done", "ended");

    private final PrintStream to;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private AnswerLines(PrintStream to) {
        this.to = to;
    }

    static PrintStream of(PrintStream to) {
        return new PrintStream(new AnswerLines(to), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int next) throws IOException {
        line.write(next);
        if (next == '\n') {
            String text = line.toString(StandardCharsets.UTF_8);
            if (ANSWERS.contains(text.split("\\s", 2)[0])) {
                to.write(line.toByteArray());
                to.flush();
            }
            line.reset();
        }
    }
}
