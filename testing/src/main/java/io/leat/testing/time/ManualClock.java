// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A clock and timer that stand still until a test moves them on. */
public class ManualClock {

    private record Task(long due, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparing(Task::number));
    private long now = 1_000_000_007L;
    private long number;
    private boolean closed;

    public synchronized long nanos() {
        return now;
    }

    /** Runs it once time has been moved on by so much. */
    public synchronized void after(Duration wait, Runnable work) {
        assertThat(wait).isPositive();
        if (!closed) {
            tasks.add(new Task(now + wait.toNanos(), number++, work));
            notifyAll();
        }
    }

    /** Moves time on and runs what falls due, on this thread. */
    public void advance(Duration by) {
        long until = nanos() + by.toNanos();
        for (Task due = due(until); due != null; due = due(until)) {
            due.work().run();
        }
    }

    private synchronized @Nullable Task due(long until) {
        Task first = tasks.peek();
        if (first == null || first.due() > until) {
            now = until;
            return null;
        }
        now = first.due();
        return tasks.poll();
    }

    /** How long it is to the next task, once one is set. */
    public synchronized Duration awaitNext() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (tasks.isEmpty()) {
            long left = deadline - System.nanoTime();
            assertThat(left).as("time left for a task to be set").isPositive();
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return Duration.ofNanos(tasks.element().due() - now);
    }

    /** How long it is to the next task, if there is one. */
    public synchronized Optional<Duration> next() {
        return Optional.ofNullable(tasks.peek()).map(task -> Duration.ofNanos(task.due() - now));
    }

    public synchronized int tasks() {
        return tasks.size();
    }

    /** Forgets what has not been run yet. */
    public synchronized void close() {
        closed = true;
        tasks.clear();
    }
}
