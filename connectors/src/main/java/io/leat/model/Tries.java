package io.leat.model;

import java.time.Duration;

/**
 * What is known of one call and its repeats. Attempts follow one another, and the endpoint's lock
 * lies between them, so it is used by one thread at a time.
 */
final class Tries {

    /** Whether several records share the call, so that its failures are none's own. */
    final boolean together;

    Tries(boolean together) {
        this.together = together;
    }

    /** Attempts made. */
    int made;

    /** Those of them that count against the record. */
    int counted;

    /** Answers the endpoint had given, to anyone, when this call last failed or was first made. */
    long answersSeen;

    /** In which of the breaker's periods it last failed. */
    long failedInPeriod = Breaker.NEVER;

    /** The pause before the present attempt. */
    Duration pause = Duration.ZERO;

    private boolean othersAnswered;
    private long aloneSince;
    private long lastFailed;

    /**
     * It has failed.
     *
     * @param others whether another was answered since it last failed or was first made
     */
    void failed(long nanoTime, boolean others) {
        if (others || failedInPeriod == Breaker.NEVER) {
            aloneSince = nanoTime;
        }
        othersAnswered = others;
        lastFailed = nanoTime;
    }

    /**
     * Whether it is known not to be the first to meet an outage: others are answered, or so much
     * time has passed without any word of others.
     */
    boolean isHeard(Duration alone) {
        return othersAnswered || lastFailed - aloneSince >= alone.toNanos();
    }
}
