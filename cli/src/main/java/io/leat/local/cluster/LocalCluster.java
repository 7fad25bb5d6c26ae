// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.cluster;

import io.leat.kafka.offsets.GroupOffsetCommits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster in this process with Flink's own web page. Its jobs are submitted one by one and
 * end by themselves.
 */
public final class LocalCluster implements AutoCloseable {

    private static final Duration OFFSETS_PATIENCE = Duration.ofSeconds(30);

    /** How often the metrics behind the web page are refreshed. */
    public static final Duration METRICS_UPDATE = Duration.ofMillis(500);

    private final MiniCluster cluster;
    private final List<RunningJob> jobs = new CopyOnWriteArrayList<>();

    private LocalCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts a cluster without a job.
     *
     * @param port of the web page, 0 for any that is free
     * @param slots for the subtasks of all its jobs
     */
    public static LocalCluster start(int port, int slots) throws Exception {
        Configuration config = new Configuration();
        config.set(RestOptions.ADDRESS, "127.0.0.1");
        config.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        config.set(RestOptions.PORT, port);
        config.set(RestOptions.BIND_PORT, Integer.toString(port));
        // Where the blob server listens; by default that is every interface.
        config.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        config.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        // The job has no keyed state and one network hop at most: Flink's defaults of memory that
        // is set aside for both would be most of a laptop's heap.
        config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        config.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, METRICS_UPDATE);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(config)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .build());
        try {
            cluster.start();
            return new LocalCluster(cluster);
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Starts a job, whose tasks are started then.
     *
     * @param env holds the job and was made with the plan's configuration
     * @param say takes a sentence for each thing that changes while the job runs
     */
    public RunningJob submit(
            StreamExecutionEnvironment env,
            String jobName,
            RunningJob.Plan plan,
            Consumer<String> say)
            throws Exception {
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(jobName);
        RunningJob job =
                RunningJob.of(cluster, cluster.submitJob(graph).get().getJobID(), plan, say);
        jobs.add(job);
        return job;
    }

    /** Of the web page and Flink's REST interface. */
    public URI webAddress() {
        return cluster.getRestAddress().join();
    }

    @Override
    public void close() {
        jobs.forEach(RunningJob::close);
        cluster.closeAsync().join();
        awaitOffsets();
    }

    /** Flink does not wait for the groups' last offsets, and this process ends soon. */
    private static void awaitOffsets() {
        try {
            GroupOffsetCommits.awaitClosed(OFFSETS_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
