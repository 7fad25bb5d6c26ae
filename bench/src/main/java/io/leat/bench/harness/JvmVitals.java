// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a JVM holds on to, right after a full garbage collection.
 *
 * @param heap kilobytes in use
 * @param metaspace kilobytes in use: classes that are never unloaded show here
 * @param threads alive
 */
public record JvmVitals(long heap, long metaspace, long threads) {

    /** G1 states one, the parallel collector one for the young and one for the old. */
    private static final Pattern HEAP =
            Pattern.compile("(?:heap|PSYoungGen|ParOldGen)\\s+total \\d+K, used (\\d+)K");

    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");
    private static final Pattern THREADS = Pattern.compile("java\\.threads\\.live=(\\d+)");

    /** Has it collect its garbage, and looks. */
    public static JvmVitals of(ChildProcess jvm) {
        jcmd(jvm, "GC.run");
        String heap = jcmd(jvm, "GC.heap_info");
        return read(heap, jcmd(jvm, "PerfCounter.print"));
    }

    static JvmVitals read(String heapInfo, String counters) {
        return new JvmVitals(sum(HEAP, heapInfo), sum(METASPACE, heapInfo), sum(THREADS, counters));
    }

    private static long sum(Pattern pattern, String text) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no " + pattern + " in what jcmd says");
        }
        return found.stream().mapToLong(match -> Long.parseLong(match.group(1))).sum();
    }

    private static String jcmd(ChildProcess jvm, String command) {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process =
                    new ProcessBuilder(tool.toString(), Long.toString(jvm.pid()), command)
                            .redirectErrorStream(true)
                            .start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
