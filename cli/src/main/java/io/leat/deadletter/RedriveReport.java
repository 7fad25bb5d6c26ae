package io.leat.deadletter;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of the records a redrive has read. Written by the redrive's thread only. */
public final class RedriveReport {

    /**
     * How many met with an outcome.
     *
     * @param first where the first of them stands in the dead-letter topic
     */
    public record Count(long count, Position first) {}

    private final Map<Outcome, Count> counts = new EnumMap<>(Outcome.class);
    private final Map<String, Long> targets = new TreeMap<>();

    void count(Outcome outcome, Position letter) {
        counts.merge(
                outcome,
                new Count(1, letter),
                (sofar, one) -> new Count(sofar.count() + 1, sofar.first()));
    }

    void sent(Position letter, String target) {
        count(Outcome.REDRIVEN, letter);
        targets.merge(target, 1L, Long::sum);
    }

    /** By outcome, those that occurred. */
    public Map<Outcome, Count> counts() {
        return counts;
    }

    /** By topic, how many were sent to it. */
    public Map<String, Long> targets() {
        return targets;
    }

    public long redriven() {
        Count count = counts.get(Outcome.REDRIVEN);
        return count == null ? 0 : count.count();
    }

    /** Whether a record was meant, and yet could not be sent. */
    public boolean hasLeft() {
        return counts.keySet().stream().anyMatch(Outcome::isLeft);
    }
}
