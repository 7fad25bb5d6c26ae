// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.cluster;

import io.leat.flink.FlinkRestClient;
import io.leat.local.report.JobWatch;
import io.leat.status.FailureReason;
import io.leat.status.StatusReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job on the cluster in this process. */
public final class RunningJob {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private static final String CANCELLED =
            "the job was cancelled, by Flink's web page or REST API; the next start goes on from its"
                    + " last checkpoint";

    private final MiniCluster cluster;
    private final JobID id;
    private final Plan plan;
    private final JobWatch watch;

    private RunningJob(MiniCluster cluster, JobID id, Plan plan, JobWatch watch) {
        this.cluster = cluster;
        this.id = id;
        this.plan = plan;
        this.watch = watch;
    }

    /**
     * How to run a job.
     *
     * @param checkpoints where state is kept
     * @param resumeFrom a checkpoint or savepoint to take up
     * @param log the file that says more of a failure
     * @param untilEnd whether it ends once everything is answered
     */
    public record Plan(
            int parallelism,
            Path checkpoints,
            Optional<Path> resumeFrom,
            Path log,
            boolean untilEnd) {

        /** What the job is configured with. */
        public Configuration configuration() {
            Configuration config = new Configuration();
            config.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
            config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
            resumeFrom.ifPresent(
                    from -> {
                        config.set(StateRecoveryOptions.SAVEPOINT_PATH, from.toUri().toString());
                        config.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
                    });
            return config;
        }
    }

    /** A job that was submitted; from now on what happens to it is said. */
    static RunningJob of(MiniCluster cluster, JobID id, Plan plan, Consumer<String> say) {
        URI web = cluster.getRestAddress().join();
        StatusReader status =
                new StatusReader(
                        new FlinkRestClient(web), id.toHexString(), InstantSource.system());
        JobWatch watch =
                new JobWatch(
                        () -> cluster.getExecutionGraph(id).join(), status, plan.untilEnd(), say);
        watch.start();
        return new RunningJob(cluster, id, plan, watch);
    }

    /**
     * Waits until every task runs.
     *
     * @throws JobEndedException if the job ends before
     */
    public void awaitRunning() throws Exception {
        while (!allTasksRun()) {
            requireRunning();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean allTasksRun() throws Exception {
        AccessExecutionGraph graph = cluster.getExecutionGraph(id).get();
        for (var vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING;
    }

    /**
     * Checks that the job has not ended.
     *
     * @throws JobEndedException with the reason if it has
     */
    public void requireRunning() throws Exception {
        if (!isRunning()) {
            throw new JobEndedException(reason(ended().get()));
        }
    }

    /** Whether the job may still bring something. */
    public boolean isRunning() {
        return !cluster.getJobStatus(id).join().isGloballyTerminalState();
    }

    /** Its metrics, as they are now. */
    public LocalJobMetrics metrics() {
        return new LocalJobMetrics(cluster.getRestAddress().join(), id);
    }

    /** Completes when the job has ended, however it did. */
    public CompletableFuture<JobResult> ended() {
        return cluster.requestJobResult(id);
    }

    /** How and why the job has ended, in a line. */
    public String reason(JobResult result) {
        return switch (result.getApplicationStatus()) {
            case CANCELED -> CANCELLED;
            case SUCCEEDED -> "the job was stopped from outside, by Flink's web page or REST API";
            case FAILED, UNKNOWN ->
                    result.getSerializedThrowable()
                            .map(thrown -> "the job has failed: " + FailureReason.of(thrown))
                            .orElse("the job has ended before it ran")
                            .concat(" (log: %s)".formatted(plan.log()));
        };
    }

    /** The file that says more. */
    public Path log() {
        return plan.log();
    }

    /**
     * Ends the job with a last checkpoint, from which the next run goes on. A job that cannot make
     * one, because it is restarting for example, is left to its last.
     *
     * @return whether the last checkpoint was made
     */
    public boolean stop() throws InterruptedException {
        try {
            String savepoints = plan.checkpoints().toUri().toString();
            cluster.stopWithSavepoint(id, savepoints, false, SavepointFormatType.NATIVE)
                    .get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            ended().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Nothing more is said of it. */
    void close() {
        watch.close();
    }
}
