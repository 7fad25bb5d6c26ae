// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.time.Duration;

/** The time one record has taken from its budget, over all its calls. Thread-safe. */
public final class RetryBudget {

    private long nanos;

    public synchronized void add(long more) {
        nanos += more;
    }

    /** Adds what another has taken. */
    public void add(RetryBudget other) {
        add(other.nanos());
    }

    private synchronized long nanos() {
        return nanos;
    }

    public boolean reaches(Duration budget) {
        return nanos() >= budget.toNanos();
    }
}
