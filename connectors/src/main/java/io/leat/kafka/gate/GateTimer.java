// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is due for one {@link InFlightGate}, on a thread that begins with the first of it: most
 * gates never need one. Used by the gate's task thread.
 */
public class GateTimer implements AutoCloseable {

    private @Nullable ScheduledThreadPoolExecutor executor;

    /** Runs something short, once, on the timer's thread. */
    void after(long nanos, Runnable task) {
        ScheduledThreadPoolExecutor running = executor;
        if (running == null) {
            running = new ScheduledThreadPoolExecutor(1, GateTimer::thread);
            running.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            executor = running;
        }
        var unused = running.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "leat-gate");
        thread.setDaemon(true);
        return thread;
    }

    /** What is not yet due never runs. */
    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
