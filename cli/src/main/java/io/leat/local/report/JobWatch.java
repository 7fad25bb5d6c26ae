// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;

/**
 * Looks at a job every second and tells a person, in a sentence each, when it restarts and why,
 * when it runs again, and when its checkpoints fail and complete again. The stack traces are in the
 * log.
 */
public final class JobWatch implements AutoCloseable {

    private static final Duration PACE = Duration.ofSeconds(1);

    private final Supplier<AccessExecutionGraph> job;
    private final RestartReport restarts;
    private final CheckpointReport checkpoints;
    private final ScheduledExecutorService timer;

    /**
     * Watches nothing yet.
     *
     * @param say takes each sentence, on a thread of this object's
     */
    public JobWatch(Supplier<AccessExecutionGraph> job, Consumer<String> say) {
        this.job = job;
        this.restarts = new RestartReport(say, System::nanoTime);
        this.checkpoints = new CheckpointReport(say, System::nanoTime);
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, "leat-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing escape
    public void start() {
        timer.scheduleWithFixedDelay(
                this::look, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            AccessExecutionGraph now = job.get();
            restarts.look(now);
            checkpoints.look(now.getCheckpointStatsSnapshot());
        } catch (RuntimeException e) {
            // The cluster is going down, and the command that ends it says so.
            timer.shutdown();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
