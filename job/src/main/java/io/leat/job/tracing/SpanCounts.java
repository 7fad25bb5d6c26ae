// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What became of the spans of a job in this process. Thread-safe. */
final class SpanCounts {

    private final LongAdder exported = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int limit;

    /** With room for so many that wait to be sent. */
    SpanCounts(int limit) {
        this.limit = limit;
    }

    /** Whether there is room for one more to wait; else it is dropped. */
    boolean enters() {
        if (waiting.incrementAndGet() <= limit) {
            return true;
        }
        waiting.decrementAndGet();
        dropped.increment();
        return false;
    }

    /** So many do not wait any more: they are being sent. */
    void leave(int spans) {
        waiting.addAndGet(-spans);
    }

    void exported(int spans) {
        exported.add(spans);
    }

    void dropped(int spans) {
        dropped.add(spans);
    }

    long exported() {
        return exported.sum();
    }

    long dropped() {
        return dropped.sum();
    }
}
