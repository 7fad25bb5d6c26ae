// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import java.util.PriorityQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast calls are answered: each takes so long, and so much more per row, and no more than the
 * capacity are served at a time, in the order in which they came. Every so many calls, one fails.
 * Thread-safe; without anything to wait for it takes no lock.
 */
final class Pace {

    private record Settings(long latency, long item, int capacity, int fail) {

        boolean instant() {
            return latency == 0 && item == 0;
        }
    }

    private volatile Settings settings = new Settings(0, 0, 0, 0);
    private final PriorityQueue<Long> busyUntil = new PriorityQueue<>();

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();

    /**
     * Changes it.
     *
     * @param latency microseconds of a call
     * @param item microseconds more for each row
     * @param capacity calls at a time; 0 for any number
     * @param fail one call in so many fails; 0 for none
     */
    synchronized void set(int latency, int item, int capacity, int fail) {
        busyUntil.clear();
        settings =
                new Settings(
                        TimeUnit.MICROSECONDS.toNanos(latency),
                        TimeUnit.MICROSECONDS.toNanos(item),
                        capacity,
                        fail);
    }

    /** How a call ends. */
    interface End {
        void end(boolean well);
    }

    /** Ends the call when its time has come, on this event loop, which must be the caller's. */
    void serve(ScheduledExecutorService loop, int rowsOfCall, End end) {
        long number = calls.incrementAndGet();
        rows.addAndGet(rowsOfCall);
        Settings now = settings;
        boolean well = now.fail == 0 || number % now.fail != 0;
        if (now.instant()) {
            end.end(well);
            return;
        }
        long wait = wait(now, now.latency + now.item * rowsOfCall);
        var unused = loop.schedule(() -> end.end(well), wait, TimeUnit.NANOSECONDS);
    }

    private long wait(Settings now, long service) {
        if (now.capacity == 0) {
            return service;
        }
        synchronized (this) {
            long time = System.nanoTime();
            Long free = busyUntil.size() < now.capacity ? null : busyUntil.poll();
            long done = (free == null || free < time ? time : free) + service;
            busyUntil.add(done);
            return done - time;
        }
    }

    long calls() {
        return calls.get();
    }

    long rows() {
        return rows.get();
    }
}
