package io.leat.client.retry;

import java.time.Duration;

/**
 * What is known of one call and its repeats. Attempts follow one another, and the endpoint's lock
 * lies between them, so it is used by one thread at a time.
 */
final class AttemptHistory {

    /** Whether several records share the call, so that its failures are none's own. */
    final boolean together;

    AttemptHistory(boolean together) {
        this.together = together;
    }

    /** Attempts made. */
    int made;

    /** Those of them that ended with an exception that says nothing of the record or the model. */
    int unknown;

    /** Those of them that count against the record. */
    int counted;

    /** Answers the endpoint had given, to anyone, when this call last failed or was first made. */
    long answersSeen;

    /** In which of the breaker's periods it last failed. */
    long failedInPeriod = EndpointCircuitBreaker.NEVER;

    /**
     * The endpoint's answers from when on it counts which others were answered: when it was first
     * made, or last failed before this period of the breaker's.
     */
    long othersFrom;

    /** The endpoint's answers when it last failed. */
    long failedAt = EndpointCircuitBreaker.NEVER;

    /** Whether it is no likely poison then: more calls were left than have been answered since. */
    boolean mayBeOutage;

    /** The pause before the present attempt. */
    Duration pause = Duration.ZERO;

    private boolean told;
    private long untoldSince;
    private long lastFailed;

    /**
     * It has failed.
     *
     * @param word whether that tells of this call alone: the server has spoken of it, and has
     *     answered another since it last failed or was first made
     */
    void failed(long nanoTime, boolean word) {
        if (word || failedInPeriod == EndpointCircuitBreaker.NEVER) {
            untoldSince = nanoTime;
        }
        told = word;
        lastFailed = nanoTime;
    }

    /**
     * Whether it is known not to be the first to meet an outage, nor to have met replicas that are
     * going: the server has spoken while others are answered, or so much time has passed.
     */
    boolean isHeard(Duration alone) {
        return told || lastFailed - untoldSince >= alone.toNanos();
    }
}
