// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import io.leat.bench.harness.JvmVitals;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Whether what a JVM holds on to grows. Its first looks, while it warms up, do not count. Of the
 * others the least count: a TaskManager has one subtask at times and at times two, with what each
 * of them needs, and what is never given back raises the least too.
 */
final class Trend {

    /** Fewer looks say nothing. */
    static final int FEWEST = 6;

    private static final long HEAP_SLACK = 24 << 10;
    private static final long METASPACE_SLACK = 12 << 10;
    private static final long THREADS_SLACK = 8;

    private final List<JvmVitals> looks = new ArrayList<>();

    void add(JvmVitals look) {
        looks.add(look);
    }

    /** What has grown from the second third of the looks to the last. */
    List<String> problems() {
        if (looks.size() < FEWEST) {
            return List.of(
                    "%d looks at the TaskManager (expected: at least %d)"
                            .formatted(looks.size(), FEWEST));
        }
        List<String> problems = new ArrayList<>();
        check(problems, "KB of heap", JvmVitals::heap, HEAP_SLACK);
        check(problems, "KB of metaspace", JvmVitals::metaspace, METASPACE_SLACK);
        check(problems, "threads", JvmVitals::threads, THREADS_SLACK);
        return problems;
    }

    private void check(
            List<String> problems, String what, ToLongFunction<JvmVitals> of, long slack) {
        int third = looks.size() / 3;
        long before = least(looks.subList(third, 2 * third), of);
        long after = least(looks.subList(looks.size() - third, looks.size()), of);
        if (after > before + slack) {
            problems.add("%d %s (expected: about %d)".formatted(after, what, before));
        }
    }

    private static long least(List<JvmVitals> part, ToLongFunction<JvmVitals> of) {
        return part.stream().mapToLong(of).min().orElseThrow();
    }

    String text() {
        return looks.isEmpty()
                ? "no looks"
                : looks.size() + " looks, the last: " + looks.get(looks.size() - 1);
    }
}
