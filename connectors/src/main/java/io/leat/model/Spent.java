package io.leat.model;

import java.time.Duration;

/** The time one record has taken from its budget, over all its calls. Thread-safe. */
public final class Spent {

    private long nanos;

    synchronized void add(long more) {
        nanos += more;
    }

    /** Adds what another has taken. */
    void add(Spent other) {
        add(other.nanos());
    }

    private synchronized long nanos() {
        return nanos;
    }

    boolean reaches(Duration budget) {
        return nanos() >= budget.toNanos();
    }
}
