// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import io.leat.testing.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster with high availability: ZooKeeper, one JobManager and numbered TaskManagers with
 * two slots each, all from a distribution and without its scripts, so that each is one process.
 *
 * <p>In application mode the JobManager starts with its job and runs the job's {@code main()}, each
 * time anew; until there is a job there is no JobManager.
 */
public final class FlinkCluster {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int SLOTS = 2;

    private final Workspace work;
    private final ClusterSettings settings;
    private final Path hosts;
    private final BenchFlinkClient rest;
    private final Map<Integer, ChildProcess> taskManagers = new TreeMap<>();
    private final boolean application;
    private List<String> entryPoint = List.of();
    private @Nullable ChildProcess jobManager;

    /**
     * Starts one; {@link #awaitReady} waits.
     *
     * @param home the distribution
     * @param hosts in which JobManager and TaskManagers look up every name
     * @param application whether its JobManager runs one job, which {@link #startApplication} names
     * @param more Flink's settings, for this cluster
     */
    public static FlinkCluster start(
            Workspace work,
            Path home,
            Path checkpoints,
            Path hosts,
            int taskManagers,
            boolean application,
            Map<String, String> more) {
        ClusterSettings settings = new ClusterSettings(home, work.folder().resolve("conf"), more);
        List<Integer> ports = FreePorts.free(3);
        settings.write(
                work.directory("state"),
                checkpoints,
                work.directory("ha"),
                work.directory("tmp"),
                ports.get(0),
                ports.get(1),
                ports.get(2));
        FlinkCluster cluster =
                new FlinkCluster(
                        work, settings, hosts, new BenchFlinkClient(ports.get(0)), application);
        for (int id = 1; id <= taskManagers; id++) {
            cluster.startTaskManager(id);
        }
        return cluster;
    }

    private FlinkCluster(
            Workspace work,
            ClusterSettings settings,
            Path hosts,
            BenchFlinkClient rest,
            boolean application) {
        this.work = work;
        this.settings = settings;
        this.hosts = hosts;
        this.rest = rest;
        this.application = application;
        String conf = work.folder().resolve("conf/zoo.cfg").toString();
        launch(
                "zookeeper",
                List.of(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // It clears away, every minute, what a lone JobManager that has lost its
                        // session needs in order to lead again (CURATOR-724, Flink 2.2 and 2.3).
                        "-Dznode.container.checkIntervalMs=" + Integer.MAX_VALUE),
                "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                "--zkConfigFile",
                conf,
                "--peerId",
                "1");
        if (!application) {
            entryPoint =
                    List.of(
                            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                            "--configDir",
                            work.folder().resolve("conf").toString(),
                            "--executionMode",
                            "cluster");
            startJobManager();
        }
    }

    /**
     * Starts a JobManager that runs this job, in place of the one there was; returns when the
     * TaskManagers know it.
     *
     * @param jar is put where the image has it: in usrlib/, beside Flink's lib/
     * @param jobId stays the same whenever this JobManager is started again
     * @param options of the JobManager's command line
     * @param arguments of {@code main()}
     */
    public void startApplication(
            Path jar, String jobId, List<String> options, List<String> arguments) {
        if (!application) {
            throw new IllegalStateException("a session cluster (expected: application mode)");
        }
        if (jobManager != null) {
            jobManager.kill();
        }
        try {
            Files.copy(
                    jar,
                    work.directory("flink/usrlib").resolve("job.jar"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
                                "--configDir",
                                work.folder().resolve("conf").toString(),
                                "--job-classname",
                                "io.leat.job.LeatJob",
                                "--job-id",
                                jobId,
                                // So that it can be asked what became of the job.
                                "-Dexecution.shutdown-on-application-finish=false"));
        command.addAll(options);
        command.addAll(arguments);
        entryPoint = List.copyOf(command);
        startJobManager();
        Await.until(
                "a JobManager with %d TaskManagers".formatted(taskManagers.size()),
                TIMEOUT,
                () -> {
                    startMissingTaskManagers();
                    return rest.taskManagers() == taskManagers.size();
                });
    }

    private ChildProcess launch(String name, List<String> memory, String... main) {
        List<String> options = new ArrayList<>(memory);
        options.addAll(settings.jvmOptions());
        options.add("-Djdk.net.hosts.file=" + hosts);
        Path conf = work.folder().resolve("conf/log4j-console.properties");
        options.add("-Dlog4j.configurationFile=file:" + conf);
        options.add("-Dlog.file=" + work.folder().resolve("log/" + name + ".log"));
        // In the place of Flink's lib/, beside which it looks for usrlib/.
        String lib = work.folder().resolve("flink/lib").toString();
        return work.java(name, settings.classPath(), options, Map.of("FLINK_LIB_DIR", lib), main);
    }

    public BenchFlinkClient rest() {
        return rest;
    }

    public ChildProcess jobManager() {
        if (jobManager == null) {
            throw new IllegalStateException("no JobManager before its job (application mode)");
        }
        return jobManager;
    }

    /** The last process of this number, alive or not. */
    public ChildProcess taskManager(int id) {
        ChildProcess child = taskManagers.get(id);
        if (child == null) {
            throw new IllegalArgumentException(
                    "taskmanager %d (expected: one of %s)".formatted(id, taskManagers.keySet()));
        }
        return child;
    }

    public void startJobManager() {
        if (!entryPoint.isEmpty() && (jobManager == null || !jobManager.isAlive())) {
            jobManager =
                    launch(
                            "jobmanager",
                            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                            entryPoint.toArray(String[]::new));
        }
    }

    public void startTaskManager(int id) {
        ChildProcess now = taskManagers.get(id);
        if (now != null && now.isAlive()) {
            return;
        }
        taskManagers.put(
                id,
                launch(
                        "taskmanager-" + id,
                        taskManagerOptions(),
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        "--configDir",
                        work.folder().resolve("conf").toString()));
    }

    private List<String> taskManagerOptions() {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-Xmx448m",
                                "-XX:MaxDirectMemorySize=" + settings.directMegabytes() + "m",
                                "-XX:MaxMetaspaceSize=256m"));
        options.addAll(settings.taskManagerOptions());
        return options;
    }

    /** Ends a TaskManager as Kubernetes ends a pod, and no longer expects it to be there. */
    public void removeTaskManager(int id) {
        taskManager(id).stop(TIMEOUT);
        taskManagers.remove(id);
    }

    public void resumeAll() {
        if (jobManager != null && jobManager.isAlive()) {
            jobManager.resume();
        }
        taskManagers.values().stream().filter(ChildProcess::isAlive).forEach(ChildProcess::resume);
    }

    public void startMissing() {
        startJobManager();
        startMissingTaskManagers();
    }

    private void startMissingTaskManagers() {
        List.copyOf(taskManagers.keySet()).forEach(this::startTaskManager);
    }

    /** Processes that have ended, for whatever reason. */
    public List<String> dead() {
        List<String> dead = new ArrayList<>();
        if (jobManager != null && !jobManager.isAlive()) {
            dead.add("jobmanager");
        }
        taskManagers.forEach(
                (id, child) -> {
                    if (!child.isAlive()) {
                        dead.add("taskmanager " + id);
                    }
                });
        return dead;
    }

    /**
     * Waits until JobManager and all TaskManagers know each other and no slot is taken. In
     * application mode there is nothing to wait for: the job waits for slots.
     */
    public void awaitReady() {
        if (application) {
            return;
        }
        Await.until(
                "a JobManager with %d free slots".formatted(taskManagers.size() * SLOTS),
                TIMEOUT,
                () -> {
                    // On a machine with too much to do, one may give up while it starts.
                    startMissing();
                    return rest.freeSlots() == taskManagers.size() * SLOTS;
                });
    }
}
