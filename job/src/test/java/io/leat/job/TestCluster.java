// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Flink cluster in this process, one for all test classes; no job outlives its test. */
final class TestCluster implements BeforeAllCallback, AfterEachCallback {

    static final int SLOTS = 2;

    private Running running;

    /** Ends with the last test of the run. */
    @SuppressWarnings("try") // closed by JUnit
    private record Running(
            MiniCluster flink, InMemoryReporter metrics, Path files, AtomicInteger taskManagers)
            implements AutoCloseable {

        static Running start() {
            try {
                Path files = Files.createTempDirectory("leat-checkpoints");
                InMemoryReporter metrics = InMemoryReporter.create();
                Configuration config = new Configuration();
                config.set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        files.resolve("checkpoints").toUri().toString());
                config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
                config.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
                // What the web pages show as the logs, for a test that writes one; Flink looks for
                // it once.
                Path log = Files.createFile(files.resolve("cluster.log"));
                Files.createFile(files.resolve("cluster.out"));
                config.set(WebOptions.LOG_PATH, log.toString());
                config.set(TaskManagerOptions.TASK_MANAGER_LOG_PATH, log.toString());
                // A checkpoint that is listed can then be read, however slow the reader: by
                // default the eleventh after it removes its page.
                config.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 10_000);
                metrics.addToConfiguration(config);
                MiniCluster flink =
                        new MiniCluster(
                                new MiniClusterConfiguration.Builder()
                                        .setConfiguration(config)
                                        .setNumTaskManagers(1)
                                        .setNumSlotsPerTaskManager(SLOTS)
                                        .withRandomPorts()
                                        .build());
                flink.start();
                return new Running(flink, metrics, files, new AtomicInteger(1));
            } catch (Exception e) {
                throw new IllegalStateException("the test cluster does not start", e);
            }
        }

        @Override
        public void close() throws Exception {
            flink.close();
            metrics.close();
            FileUtils.deleteDirectory(files.toFile());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(TestCluster.class))
                        .getOrComputeIfAbsent(
                                Running.class, type -> Running.start(), Running.class);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (var job : flink().listJobs().get()) {
            if (!job.getJobState().isGloballyTerminalState()) {
                flink().cancelJob(job.getJobId()).get();
                flink().requestJobResult(job.getJobId()).get();
            }
        }
    }

    MiniCluster flink() {
        return running.flink();
    }

    /** Kills the TaskManager and starts another. */
    void replaceTaskManager() throws Exception {
        flink().terminateTaskManager(running.taskManagers().getAndIncrement() - 1).get();
        flink().startTaskManager();
    }

    InMemoryReporter metrics() {
        return running.metrics();
    }

    /** Where checkpoints and savepoints are. */
    Path files() {
        return running.files();
    }

    /** The file that the web pages show as the logs. */
    Path log() {
        return running.files().resolve("cluster.log");
    }

    Path savepoints() throws IOException {
        return Files.createTempDirectory(running.files(), "savepoint");
    }
}
