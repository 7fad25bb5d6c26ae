// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import java.time.Duration;

/**
 * The size of a redrive's transactions, such that each is committed well before the broker ends it:
 * begins small, grows on a fast link, shrinks on a slow one, and with each transaction the broker
 * has ended. A record larger than that goes alone, and has the longer timeout that may take. Not
 * thread-safe.
 */
final class TransactionSize {

    /** One record. */
    private static final long LEAST = 1;

    private static final long FIRST = 256 << 10;
    private static final long MAX_BYTES = 16 << 20;

    /** A tenth of the first timeout: what is sent next may be the slowest yet. */
    private static final Duration GOAL = Duration.ofSeconds(3);

    /** What a redrive that was killed has open holds up readers of the topics it wrote to. */
    private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(30);

    /** Brokers take no longer ones by default. */
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

    private long bytes = FIRST;
    private Duration timeout = FIRST_TIMEOUT;

    /** Bytes of keys, values and headers, beside which one record is always allowed. */
    long bytes() {
        return bytes;
    }

    /** After which the broker ends a transaction that is not committed. */
    Duration timeout() {
        return timeout;
    }

    /**
     * A transaction was committed.
     *
     * @param sent its bytes
     */
    void committed(long sent, Duration took) {
        long millis = Math.max(1, took.toMillis());
        long fits = Math.max(LEAST, sent * GOAL.toMillis() / millis);
        boolean slow = millis > GOAL.toMillis();
        if (slow || sent >= bytes / 2) {
            bytes = Math.min(MAX_BYTES, Math.min(fits, 4 * bytes));
        }
    }

    /**
     * The broker has ended a transaction.
     *
     * @return whether another attempt is of use: with less in it, or a longer timeout
     */
    boolean expired(int records) {
        bytes = Math.max(LEAST, bytes / 8);
        if (records > 1) {
            return true;
        }
        boolean longer = timeout.compareTo(MAX_TIMEOUT) < 0;
        Duration next = timeout.multipliedBy(4);
        timeout = next.compareTo(MAX_TIMEOUT) < 0 ? next : MAX_TIMEOUT;
        return longer;
    }
}
