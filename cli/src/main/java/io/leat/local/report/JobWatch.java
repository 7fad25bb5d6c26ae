// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import io.leat.flink.FlinkRestException;
import io.leat.status.ClusterReport;
import io.leat.status.Moments;
import io.leat.status.StatusReader;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;

/**
 * Looks at a job every second and tells a person, in a sentence each, when it restarts and why,
 * when it runs again, when its checkpoints fail and complete again, and when a model answers no
 * call and answers again. The stack traces are in the log.
 */
public final class JobWatch implements AutoCloseable {

    private static final Duration PACE = Duration.ofSeconds(1);

    private final Supplier<AccessExecutionGraph> job;
    private final StatusReader status;
    private final RestartReport restarts;
    private final CheckpointReport checkpoints;
    private final OutageReport outages;

    /** Two threads, as a look at the metrics waits for new ones. */
    private final ScheduledExecutorService timer;

    /**
     * Watches nothing yet.
     *
     * @param job as it is now
     * @param status of this job alone
     * @param untilEnd whether the run ends once everything is answered
     * @param say takes each sentence, on threads of this object's
     */
    public JobWatch(
            Supplier<AccessExecutionGraph> job,
            StatusReader status,
            boolean untilEnd,
            Consumer<String> say) {
        this.job = job;
        this.status = status;
        this.restarts = new RestartReport(say, System::nanoTime);
        this.checkpoints = new CheckpointReport(say, System::nanoTime);
        this.outages = new OutageReport(untilEnd, say);
        this.timer =
                Executors.newScheduledThreadPool(
                        2,
                        work -> {
                            Thread thread = new Thread(work, "leat-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    public void start() {
        every(this::look);
        every(this::lookAtModels);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // neither lets anything escape
    private void every(Runnable look) {
        timer.scheduleWithFixedDelay(look, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
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

    private void lookAtModels() {
        try {
            ClusterReport cluster = status.look();
            Moments moments = new Moments(cluster.at(), ZoneId.systemDefault());
            cluster.jobs().forEach(each -> outages.look(each, moments));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (FlinkRestException | RuntimeException e) {
            // What this look has missed, the next one sees.
            return;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
