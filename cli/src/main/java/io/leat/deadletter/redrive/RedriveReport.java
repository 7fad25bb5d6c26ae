// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import io.leat.deadletter.RecordPosition;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of the records that a redrive has read, by outcome. Written by the redrive's thread
 * only.
 */
public final class RedriveReport {

    /**
     * How many met with an outcome.
     *
     * @param first where the first of them stands in the dead-letter topic
     */
    public record Count(long count, RecordPosition first) {}

    private final Map<RedriveOutcome, Count> counts = new EnumMap<>(RedriveOutcome.class);
    private final Map<String, Long> targets = new TreeMap<>();

    void count(RedriveOutcome outcome, RecordPosition letter) {
        counts.merge(
                outcome,
                new Count(1, letter),
                (sofar, one) -> new Count(sofar.count() + 1, sofar.first()));
    }

    void sent(RecordPosition letter, String target) {
        count(RedriveOutcome.REDRIVEN, letter);
        targets.merge(target, 1L, Long::sum);
    }

    /** By outcome, those that occurred. */
    public Map<RedriveOutcome, Count> counts() {
        return counts;
    }

    /** By topic, how many were sent to it. */
    public Map<String, Long> targets() {
        return targets;
    }

    public long redriven() {
        Count count = counts.get(RedriveOutcome.REDRIVEN);
        return count == null ? 0 : count.count();
    }

    /** Whether a record was meant, and yet could not be sent. */
    public boolean hasLeft() {
        return counts.keySet().stream().anyMatch(RedriveOutcome::isLeft);
    }
}
