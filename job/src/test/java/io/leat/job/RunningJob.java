// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.pipeline.ModelClientFactory;
import io.leat.job.pipeline.Topology;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobIdentity;
import io.leat.kafka.gate.StopOffsets;
import io.leat.testing.kafka.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** A job on the test cluster. One that fails fails its test, unless it was started to survive. */
final class RunningJob {

    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final TestCluster cluster;
    private final JobID id;

    private RunningJob(TestCluster cluster, JobID id) {
        this.cluster = cluster;
        this.id = id;
    }

    /** How a job is started. */
    record Start(
            int parallelism,
            StopOffsets until,
            boolean survives,
            Duration quiet,
            String savepoint) {

        static final Start PLAIN = new Start(1, StopOffsets.NEVER, false, Duration.ZERO, "");

        Start parallelism(int subtasks) {
            return new Start(subtasks, until, survives, quiet, savepoint);
        }

        Start until(StopOffsets end) {
            return new Start(parallelism, end, survives, quiet, savepoint);
        }

        Start surviving() {
            return new Start(parallelism, until, true, quiet, savepoint);
        }

        /**
         * Keeps the cluster from checkpoints of its own for so long. The interval alone does not:
         * the first comes at a random time within it, and Flink 2.3 takes one as soon as all tasks
         * run. Both keep to the pause.
         */
        Start quietFor(Duration time) {
            return new Start(parallelism, until, survives, time, savepoint);
        }

        Start from(String path) {
            return new Start(parallelism, until, survives, quiet, path);
        }
    }

    static RunningJob start(TestCluster cluster, TestJob job) throws Exception {
        return start(cluster, job, Start.PLAIN);
    }

    static RunningJob start(TestCluster cluster, TestJob job, Start how) throws Exception {
        return start(cluster, job.load(), how);
    }

    static RunningJob start(TestCluster cluster, InferenceJob job, Start how) throws Exception {
        return start(cluster, how, env -> LeatJob.prepare(env, job, how.until()));
    }

    /** One that calls other models than those at the endpoints of its deployment. */
    static RunningJob start(TestCluster cluster, TestJob job, Start how, ModelClientFactory models)
            throws Exception {
        InferenceJob loaded = job.load();
        Properties client = LeatJob.clientProperties(loaded);
        return start(
                cluster,
                how,
                env ->
                        Topology.build(
                                env,
                                loaded,
                                LeatJob.look(loaded, client),
                                client,
                                how.until(),
                                JobIdentity.of(env),
                                models));
    }

    /** Adds a job to an environment. */
    private interface Preparation {
        void prepare(StreamExecutionEnvironment env) throws ConfigurationException;
    }

    private static RunningJob start(TestCluster cluster, Start how, Preparation job)
            throws Exception {
        Configuration config = new Configuration();
        config.set(
                RestartStrategyOptions.RESTART_STRATEGY, how.survives() ? "fixed-delay" : "none");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        config.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        config.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, how.quiet());
        if (!how.savepoint().isEmpty()) {
            config.set(StateRecoveryOptions.SAVEPOINT_PATH, how.savepoint());
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(how.parallelism());
        job.prepare(env);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        if (!how.savepoint().isEmpty()) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(how.savepoint()));
        }
        return new RunningJob(cluster, cluster.flink().submitJob(graph).get().getJobID());
    }

    private MiniCluster flink() {
        return cluster.flink();
    }

    /** Waits for anything, as long as a busy machine may take. */
    static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(TIMEOUT).until(condition);
    }

    /** Waits for these many records of a topic; fails at once if the job does. */
    List<ConsumerRecord<byte[], byte[]>> await(TopicReader reader, int records) {
        return reader.atLeast(records, this::checkHealth);
    }

    JobID id() {
        return id;
    }

    JobStatus status() {
        return flink().getJobStatus(id).join();
    }

    void checkHealth() {
        JobStatus status = status();
        if (status == JobStatus.FAILED) {
            throw new AssertionError("the job failed", failure());
        }
    }

    /** What the job fails with for good. */
    Throwable failure() {
        return flink().requestJobResult(id)
                .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .join()
                .getSerializedThrowable()
                .map(thrown -> thrown.deserializeError(RunningJob.class.getClassLoader()))
                .orElseThrow();
    }

    long completedCheckpoints() {
        CheckpointStatsSnapshot stats = graph().getCheckpointStatsSnapshot();
        return stats == null ? 0 : stats.getCounts().getNumberOfCompletedCheckpoints();
    }

    private AccessExecutionGraph graph() {
        return flink().getExecutionGraph(id).join();
    }

    /** Takes a checkpoint now. */
    void checkpoint() throws Exception {
        until(this::isRunning);
        flink().triggerCheckpoint(id).get();
    }

    private boolean isRunning() {
        AccessExecutionGraph graph = graph();
        for (AccessExecutionVertex subtask : graph.getAllExecutionVertices()) {
            if (subtask.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return graph.getState() == JobStatus.RUNNING;
    }

    /** Waits until these many more checkpoints have completed. */
    void awaitCheckpoints(int more) {
        long before = completedCheckpoints();
        until(
                () -> {
                    checkHealth();
                    return completedCheckpoints() >= before + more;
                });
    }

    /** The sum of a gauge or counter over all subtasks. */
    long gauge(String name) {
        Map<String, Metric> found = cluster.metrics().findMetrics(id, ".*" + name);
        return found.values().stream().mapToLong(RunningJob::value).sum();
    }

    private static long value(Metric metric) {
        return metric instanceof Counter counter
                ? counter.getCount()
                : ((Number) ((Gauge<?>) metric).getValue()).longValue();
    }

    /** The full names of the metrics of this name, without the scope of the task. */
    Set<String> metrics(String name) {
        return cluster.metrics().findMetrics(id, ".*\\." + name).keySet();
    }

    void awaitGauge(String name, long value) {
        Awaitility.await(name)
                .atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(gauge(name)).isEqualTo(value));
    }

    /** Takes a savepoint of the running job; returns where it is. */
    String savepoint() throws Exception {
        return flink().triggerSavepoint(
                        id,
                        cluster.savepoints().toUri().toString(),
                        false,
                        SavepointFormatType.CANONICAL)
                .get();
    }

    /** Stops the job; returns where its state is. */
    String stop() throws Exception {
        until(this::isRunning);
        String path =
                flink().stopWithSavepoint(
                                id,
                                cluster.savepoints().toUri().toString(),
                                false,
                                SavepointFormatType.CANONICAL)
                        .get();
        assertThat(flink().requestJobResult(id).get().isSuccess()).isTrue();
        return path;
    }

    /** Cancels the job; returns where its last checkpoint is. */
    String cancel() throws Exception {
        flink().cancelJob(id).get();
        flink().requestJobResult(id).get();
        return graph().getCheckpointStatsSnapshot()
                .getHistory()
                .getLatestCompletedCheckpoint()
                .getExternalPath();
    }
}
