package io.leat.model;

import java.time.Duration;

/**
 * How far a record is tried.
 *
 * @param attempts failed attempts at one node that count against the record, at least 1
 * @param time the same in time: calls and the pauses between them, over all nodes
 * @param exhausted what happens when either is spent
 * @param modelErrors whether a server's own failure is repeated at all
 * @param backoff the pauses
 */
public record RetryPolicy(
        int attempts,
        Duration time,
        Exhausted exhausted,
        ModelErrors modelErrors,
        Backoff backoff) {

    Verdict verdict(Fault fault) {
        return fault == Fault.FAILED && modelErrors == ModelErrors.DEAD_LETTER
                ? Verdict.REJECT
                : fault.verdict();
    }
}
