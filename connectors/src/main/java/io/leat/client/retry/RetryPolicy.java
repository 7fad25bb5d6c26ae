// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import java.io.Serializable;
import java.time.Duration;

/**
 * The limits of a record's retries.
 *
 * @param attempts failed attempts at one node that count against the record, at least 1
 * @param time the same in time: calls and the pauses between them, over all nodes
 * @param alone how long one is tried at least, whatever attempts that takes, that fails while no
 *     other is answered or without a reply from the server: until then it may be the first to meet
 *     an outage, or have met replicas that are going
 * @param exhausted what happens when its budget is spent
 * @param modelErrors whether a server's own failure is repeated at all
 */
public record RetryPolicy(
        int attempts,
        Duration time,
        Duration alone,
        OnExhausted exhausted,
        OnModelError modelErrors)
        implements Serializable {

    /**
     * The same for messages that are to be delivered rather than judged: a server's own failure
     * says nothing about them, so it is repeated after a pause as every other.
     */
    public RetryPolicy ofDeliveries() {
        int withAPause = Math.max(attempts, 2);
        return new RetryPolicy(
                withAPause, time, alone, OnExhausted.DEAD_LETTER, OnModelError.RETRY);
    }

    FailureAction action(FailureKind kind) {
        return kind == FailureKind.FAILED && modelErrors == OnModelError.DEAD_LETTER
                ? FailureAction.REJECT
                : kind.action();
    }
}
