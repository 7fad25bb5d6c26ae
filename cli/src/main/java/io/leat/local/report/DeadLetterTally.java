// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import io.leat.deadletter.DeadLetter;
import io.leat.kafka.ErrorHeaders;
import io.leat.terminal.Printable;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts dead letters by code and status. Used by one thread at a time. */
public final class DeadLetterTally {

    private final SortedMap<String, Long> counts = new TreeMap<>();

    /** What a dead letter is counted by: {@code model-rejected 422}, or the code alone. */
    static String kind(DeadLetter letter) {
        String status = letter.text(ErrorHeaders.STATUS);
        return Printable.text(letter.text(ErrorHeaders.CODE))
                + (status == null ? "" : " " + Printable.text(status));
    }

    /** How many of its kind there are with it. */
    long add(DeadLetter letter) {
        return counts.merge(kind(letter), 1L, Long::sum);
    }

    /** Counts those of another tally too. */
    void add(DeadLetterTally other) {
        other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
    }

    /** Those of every kind. */
    public long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@code 0}, {@code 2 (model-rejected 422)} or {@code 3 (bad-record: 1, bad-reply 200: 2)}. */
    public String words() {
        return switch (counts.size()) {
            case 0 -> "0";
            case 1 -> all() + " (" + counts.firstKey() + ")";
            default ->
                    counts.entrySet().stream()
                            .map(kind -> kind.getKey() + ": " + kind.getValue())
                            .collect(Collectors.joining(", ", all() + " (", ")"));
        };
    }
}
