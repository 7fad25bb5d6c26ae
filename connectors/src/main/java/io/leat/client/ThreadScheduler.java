// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A timer with a thread of its own. */
public final class ThreadScheduler implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadScheduler.class);
    private static final long MAX_CLOSE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;

    public ThreadScheduler(String threadName) {
        executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            Thread thread = new Thread(work, threadName);
                            thread.setDaemon(true);
                            return thread;
                        },
                        new ThreadPoolExecutor.DiscardPolicy()); // after the end there is no later
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // guarded: it never fails
    public void after(Duration wait, Runnable work) {
        executor.schedule(() -> guarded(work), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            // What is run here sees to its own failures; the executor would swallow this.
            LOG.error("exception={}", e.getClass().getName(), e);
        }
    }

    /** Returns once the thread has ended, for Flink closes the job's class loader next. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(MAX_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a cancelled task does not wait for an orderly end
        }
    }
}
