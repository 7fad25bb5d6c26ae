// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.terminal.Printable;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.BooleanSupplier;

/**
 * What a local run prints: facts on standard output, a label and a text each, and on standard error
 * what a person should know besides. Used by any thread.
 *
 * @param job whose words these are, where the run has several; else empty
 * @param stopping whether the run is being shut down: what is missed then is no news
 */
record RunConsole(PrintStream out, PrintStream err, String job, BooleanSupplier stopping) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** The same for one of several jobs. */
    RunConsole of(String name) {
        return new RunConsole(out, err, name + ": ", stopping);
    }

    /** A fact. */
    void fact(String label, String text) {
        out.printf("%-12s%s%s%n", label, job, text);
    }

    /** What belongs to the fact before. */
    void more(String text) {
        out.println(" ".repeat(12) + text);
    }

    /** A sentence that is no fact of the run: a warning, or what is waited for. */
    void say(String sentence) {
        if (!stopping.getAsBoolean()) {
            err.println("leat local: " + job + Printable.text(sentence));
        }
    }

    /** What has happened while the job runs, and when. */
    void event(String sentence) {
        if (!stopping.getAsBoolean()) {
            String time = LocalTime.now(ZoneId.systemDefault()).format(TIME);
            err.printf("%s    %s%s%n", time, job, Printable.text(sentence));
        }
    }
}
