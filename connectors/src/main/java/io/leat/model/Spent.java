package io.leat.model;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The time one record has taken from its budget, over all its calls. Thread-safe. */
public final class Spent {

    private final AtomicLong nanos = new AtomicLong();

    void add(long more) {
        nanos.addAndGet(more);
    }

    /** Adds what another has taken. */
    void add(Spent other) {
        add(other.nanos.get());
    }

    boolean reaches(Duration budget) {
        return nanos.get() >= budget.toNanos();
    }
}
