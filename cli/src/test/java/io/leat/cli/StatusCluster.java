// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.job.JobLoader;
import io.leat.job.LeatJob;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.kafka.gate.StopOffsets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster with its REST interface on loopback, for real jobs. */
final class StatusCluster implements AutoCloseable {

    private final MiniCluster flink;
    private final Path folder;
    private int taskManagers = 1;

    private StatusCluster(MiniCluster flink, Path folder) {
        this.flink = flink;
        this.folder = folder;
    }

    static StatusCluster start(Path folder) throws Exception {
        Configuration config = new Configuration();
        config.set(RestOptions.ADDRESS, "127.0.0.1");
        config.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        config.set(RestOptions.BIND_PORT, "0");
        config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        // A test need not wait for what is asked for so often.
        config.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(200));
        config.set(WebOptions.REFRESH_INTERVAL, Duration.ofMillis(200));
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        MiniCluster flink =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(config)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(1)
                                .build());
        flink.start();
        return new StatusCluster(flink, folder);
    }

    URI web() {
        return flink.getRestAddress().join();
    }

    /** Starts a job as {@code flink run} does. */
    JobID run(String yaml, String broker, Map<String, String> settings) throws Exception {
        InferenceJob job =
                JobLoader.load(
                        PredictorSelection.fromText(yaml, "test.yaml", null),
                        new JobArguments(Map.of("broker", broker, "checkpoint-interval", "500ms")),
                        Map.of(),
                        Map.of());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(Configuration.fromMap(settings));
        env.setParallelism(1);
        LeatJob.prepare(env, job, StopOffsets.NEVER);
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(LeatJob.jobName(job));
        return flink.submitJob(graph).get().getJobID();
    }

    /** Where a job's checkpoints are. */
    Path checkpoints(JobID job) {
        return folder.resolve("checkpoints").resolve(job.toString());
    }

    /** Ends a job with a savepoint, and gives its place. */
    String stop(JobID job) throws Exception {
        String savepoint =
                flink.stopWithSavepoint(
                                job,
                                folder.resolve("savepoints").toUri().toString(),
                                false,
                                SavepointFormatType.CANONICAL)
                        .get();
        flink.requestJobResult(job).get();
        return savepoint;
    }

    /** As if its process ended. */
    void endTaskManager() throws Exception {
        flink.terminateTaskManager(taskManagers - 1).get();
    }

    void startTaskManager() throws Exception {
        flink.startTaskManager();
        taskManagers++;
    }

    void cancel(JobID job) throws Exception {
        flink.cancelJob(job).get();
        flink.requestJobResult(job).get();
    }

    @Override
    public void close() {
        flink.closeAsync().join();
    }
}
