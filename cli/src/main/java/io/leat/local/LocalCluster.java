// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.flink.FlinkRestClient;
import io.leat.kafka.offsets.GroupOffsetCommits;
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
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster in this process with Flink's own web page, running one job. */
final class LocalCluster implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private static final String CANCELLED =
            "the job was cancelled, by Flink's web page or REST API; the next start goes on from its"
                    + " last checkpoint";

    /** How often the metrics behind the web page are refreshed. */
    static final Duration METRICS_UPDATE = Duration.ofMillis(500);

    private final MiniCluster cluster;
    private final Path savepoints;
    private final Path log;
    private final JobID job;
    private final JobWatch watch;

    private LocalCluster(MiniCluster cluster, Plan plan, JobID job, Consumer<String> warn) {
        this.cluster = cluster;
        this.savepoints = plan.checkpoints();
        this.log = plan.log();
        this.job = job;
        StatusReader status =
                new StatusReader(
                        new FlinkRestClient(webAddress()),
                        job.toHexString(),
                        InstantSource.system());
        this.watch =
                new JobWatch(
                        () -> cluster.getExecutionGraph(job).join(), status, plan.untilEnd(), warn);
    }

    /**
     * How to run it.
     *
     * @param port of the web page, 0 for any that is free
     * @param checkpoints where state is kept
     * @param resumeFrom a checkpoint or savepoint to take up
     * @param log the file that says more of a failure
     * @param untilEnd whether it ends once everything is answered
     */
    record Plan(
            int port,
            int parallelism,
            Path checkpoints,
            Optional<Path> resumeFrom,
            Path log,
            boolean untilEnd) {}

    /** What cluster and job are configured with. */
    static Configuration configuration(Plan plan) {
        Configuration config = new Configuration();
        config.set(RestOptions.ADDRESS, "127.0.0.1");
        config.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        config.set(RestOptions.PORT, plan.port());
        config.set(RestOptions.BIND_PORT, Integer.toString(plan.port()));
        // Where the blob server listens; by default that is every interface.
        config.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        config.set(TaskManagerOptions.NUM_TASK_SLOTS, plan.parallelism());
        config.set(CoreOptions.DEFAULT_PARALLELISM, plan.parallelism());
        // The job has no keyed state and one network hop at most: Flink's defaults of memory that
        // is set aside for both would be most of a laptop's heap.
        config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        config.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, METRICS_UPDATE);
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, plan.checkpoints().toUri().toString());
        plan.resumeFrom()
                .ifPresent(
                        from -> {
                            config.set(
                                    StateRecoveryOptions.SAVEPOINT_PATH, from.toUri().toString());
                            config.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
                        });
        return config;
    }

    /**
     * Starts a cluster and its job, whose tasks are started then.
     *
     * @param env holds the job and was made with {@link #configuration}
     * @param warn takes a sentence for each thing that changes while the job runs
     */
    static LocalCluster start(
            StreamExecutionEnvironment env, String jobName, Plan plan, Consumer<String> warn)
            throws Exception {
        Configuration config = configuration(plan);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(config)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(plan.parallelism())
                                .build());
        try {
            cluster.start();
            StreamGraph graph = env.getStreamGraph();
            graph.setJobName(jobName);
            JobID job = cluster.submitJob(graph).get().getJobID();
            LocalCluster running = new LocalCluster(cluster, plan, job, warn);
            running.watch.start();
            return running;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Returns when every task runs.
     *
     * @throws JobEndedException if the job ends before
     */
    void awaitRunning() throws Exception {
        while (!allTasksRun()) {
            requireRunning();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /**
     * Checks that the job has not ended.
     *
     * @throws JobEndedException with the reason if it has
     */
    void requireRunning() throws Exception {
        if (cluster.getJobStatus(job).get().isGloballyTerminalState()) {
            throw new JobEndedException(end());
        }
    }

    /** Whether the job may still bring something. */
    boolean isRunning() {
        return !cluster.getJobStatus(job).join().isGloballyTerminalState();
    }

    private boolean allTasksRun() throws Exception {
        AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
        for (var vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING;
    }

    /** Waits for the end of the job, and says how and why it has ended, in a line. */
    String end() throws Exception {
        JobResult result = ended().get();
        return switch (result.getApplicationStatus()) {
            case CANCELED -> CANCELLED;
            case SUCCEEDED -> "the job was stopped from outside, by Flink's web page or REST API";
            case FAILED, UNKNOWN ->
                    result.getSerializedThrowable()
                            .map(thrown -> "the job has failed: " + FailureReason.of(thrown))
                            .orElse("the job has ended before it ran")
                            .concat(" (log: %s)".formatted(log));
        };
    }

    URI webAddress() {
        return cluster.getRestAddress().join();
    }

    JobID job() {
        return job;
    }

    /** Completes when the job has ended, however it did. */
    CompletableFuture<JobResult> ended() {
        return cluster.requestJobResult(job);
    }

    /**
     * Ends the job with a last checkpoint, from which the next run goes on. A job that cannot make
     * one, because it is restarting for example, is left to its last.
     *
     * @return whether the last checkpoint was made
     */
    boolean stop() throws InterruptedException {
        try {
            cluster.stopWithSavepoint(
                            job, savepoints.toUri().toString(), false, SavepointFormatType.NATIVE)
                    .get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            cluster.requestJobResult(job).get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        watch.close();
        cluster.closeAsync().join();
        awaitOffsets();
    }

    /** Flink does not wait for the group's last offsets, and this process ends soon. */
    private static void awaitOffsets() {
        try {
            GroupOffsetCommits.awaitClosed(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
