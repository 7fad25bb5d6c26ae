// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.experiment;

import io.leat.bench.harness.Await;
import io.leat.bench.harness.BenchFlinkClient;
import io.leat.bench.harness.ClusterSettings;
import io.leat.bench.harness.FlinkCluster;
import io.leat.bench.harness.Workspace;
import io.leat.bench.load.measure.Times;
import io.leat.bench.load.subject.KafkaRunning;
import io.leat.bench.load.subject.LoadEnvironment;
import io.leat.bench.load.subject.LoadTask;
import io.leat.bench.load.subject.LocalFlinkJob;
import io.leat.bench.load.subject.Pulses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills one of two TaskManagers under an even load, with the heartbeats that are shipped: the
 * longest time without an answer is what the recovery takes. The second has slots to spare.
 */
public record TaskManagerKill(LocalFlinkJob job, int perSecond) implements Experiment {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** As they are shipped; the cluster's own are for faults every few seconds. */
    private static final List<String> AS_SHIPPED =
            List.of(
                    "heartbeat.interval",
                    "heartbeat.timeout",
                    "restart-strategy.exponential-delay.max-backoff");

    private static final int BEFORE_SECONDS = 15;
    private static final int AFTER_SECONDS = 45;

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public Outcome run(LoadEnvironment ground, LoadRow row, Times times, LoadResults soFar) {
        ground.behave(row.pacing());
        String topic = "pulse-" + row.name() + "-" + System.nanoTime();
        LoadTask task =
                new LoadTask(row.name(), row.input().payload(), topic, row.input().partitions());
        ground.createTopic(topic, task.partitions());
        KafkaRunning.Topics topics = KafkaRunning.Topics.create(ground, task);
        try (Workspace work = ground.rowWorkspace()) {
            FlinkCluster flink =
                    FlinkCluster.start(
                            work,
                            ground.flinkHome(),
                            work.directory("checkpoints"),
                            hosts(work),
                            2,
                            false,
                            ClusterSettings.shipped(AS_SHIPPED));
            flink.awaitReady();
            BenchFlinkClient rest = flink.rest();
            String jar =
                    rest.upload(
                            Path.of(
                                    System.getProperty("leat.repository"),
                                    "job/target/leat-flink-job.jar"));
            String id =
                    rest.run(
                            jar,
                            job.arguments(ground, task, work, topics.output()),
                            job.parallelism(),
                            Map.of(),
                            null);
            Await.until("the job", TIMEOUT, () -> rest.allRunning(id));
            Pulses pulses =
                    Pulses.start(
                            ground,
                            work,
                            task,
                            topics.output(),
                            perSecond,
                            BEFORE_SECONDS,
                            AFTER_SECONDS);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(BEFORE_SECONDS + 5));
            flink.taskManager(1).kill();
            return new Outcome(List.of(), List.of(pulses.await()));
        } finally {
            ground.deleteTopics(List.of(topic, topics.output(), topics.deadLetters()));
        }
    }

    /** Knows no name but this machine's, which Flink's processes look up. */
    private static Path hosts(Workspace work) {
        try {
            String own = InetAddress.getLocalHost().getHostName();
            return Files.writeString(
                    work.folder().resolve("conf/hosts"), "127.0.0.1 localhost " + own + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
