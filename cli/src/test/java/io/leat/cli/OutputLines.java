// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a stream, read by a thread of their own as they come. */
final class OutputLines {

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private OutputLines() {}

    static OutputLines of(InputStream stream) {
        OutputLines output = new OutputLines();
        Thread reader = new Thread(() -> output.read(stream), "output-lines");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    private void read(InputStream stream) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("output of a process", e);
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized List<String> sofar() {
        return List.copyOf(lines);
    }

    synchronized void awaitEnd() throws InterruptedException {
        while (!ended) {
            wait();
        }
    }

    /** The first line that starts so, as soon as it is there. */
    String await(String start, Duration patience, Supplier<String> description)
            throws InterruptedException {
        return await(line -> line.startsWith(start), start, patience, description);
    }

    /** The first line with these words in it, as soon as it is there. */
    String awaitContaining(String words, Duration patience, Supplier<String> description)
            throws InterruptedException {
        return await(line -> line.contains(words), words, patience, description);
    }

    /** The first line that is all like this, as soon as it is there. */
    Matcher await(Pattern form, Duration patience, Supplier<String> description)
            throws InterruptedException {
        String line =
                await(each -> form.matcher(each).matches(), form.pattern(), patience, description);
        Matcher found = form.matcher(line);
        found.matches();
        return found;
    }

    private synchronized String await(
            Predicate<String> wanted, String words, Duration patience, Supplier<String> description)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int next = 0; ; next++) {
            while (next == lines.size()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (ended || left <= 0) {
                    throw new AssertionError(
                            "no line with \"" + words + "\"; " + description.get());
                }
                wait(left);
            }
            if (wanted.test(lines.get(next))) {
                return lines.get(next);
            }
        }
    }
}
