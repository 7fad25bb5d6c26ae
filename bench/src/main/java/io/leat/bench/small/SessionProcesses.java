// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.small;

import io.leat.bench.harness.Await;
import io.leat.bench.harness.ChildProcess;
import io.leat.bench.harness.ClusterSettings;
import io.leat.bench.harness.LoopbackHttp;
import io.leat.bench.harness.Workspace;
import io.leat.testing.net.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A session cluster as it is shipped: JobManager and TaskManager from a distribution, with the
 * memory that Flink's own scripts would give them, and the job's jar where {@code render --session}
 * has it.
 */
final class SessionProcesses {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String ENTRY = "io.leat.job.LeatJob";

    private final Workspace work;
    private final ClusterSettings settings;
    private final Path home;
    private final Path jar;
    private final SmallOptions options;
    private final LoopbackHttp rest;
    private final Path conf;
    private final ChildProcess jobManager;
    private ChildProcess taskManager;
    private final String uploaded;

    SessionProcesses(Workspace work, Path home, Path jar, SmallOptions options) {
        this.work = work;
        this.home = home;
        this.jar = jar;
        this.options = options;
        conf = work.folder().resolve("conf");
        settings = new ClusterSettings(home, conf, Map.of());
        List<Integer> ports = FreePorts.free(2);
        rest = new LoopbackHttp(ports.get(0));
        write(ports.get(0), ports.get(1));
        jobManager =
                start(
                        "jobmanager",
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        "GET_JM_RESOURCE_PARAMS",
                        List.of("--executionMode", "cluster"));
        taskManager = startTaskManager();
        awaitTaskManager();
        uploaded = upload();
    }

    private void write(int restPort, int rpcPort) {
        List<String> lines = new ArrayList<>();
        try (Stream<String> shipped =
                Files.lines(
                        Path.of(System.getProperty("leat.repository"))
                                .resolve("flink-conf/config.yaml"))) {
            // Without the reporter, whose port cannot be bound to the loopback address.
            shipped.filter(
                            line ->
                                    !line.matches(
                                            "(metrics.reporter.prom|execution.checkpointing.(dir|savepoint-dir)|taskmanager.memory.task).*"))
                    .forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int offHeap = Math.max(256, 25 * options.deployments());
        lines.addAll(
                """
                execution.checkpointing.dir: file://%1$s/checkpoints
                execution.checkpointing.savepoint-dir: file://%1$s/savepoints
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %3$d
                jobmanager.bind-host: 127.0.0.1
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %2$d
                rest.bind-port: %2$d
                io.tmp.dirs: %1$s/tmp
                taskmanager.numberOfTaskSlots: %4$d
                taskmanager.memory.process.size: %5$dm
                jobmanager.memory.process.size: %6$dm
                taskmanager.memory.task.off-heap.size: %7$dmb
                taskmanager.memory.network.min: 64mb
                taskmanager.memory.network.max: 64mb
                """
                        .formatted(
                                work.folder(),
                                restPort,
                                rpcPort,
                                options.deployments(),
                                options.taskManager(),
                                options.jobManager(),
                                offHeap)
                        .lines()
                        .toList());
        try {
            Files.write(conf.resolve("config.yaml"), lines);
            Files.copy(
                    Path.of(System.getProperty("leat.repository"))
                            .resolve("flink-conf/log4j-console.properties"),
                    conf.resolve("log4j-console.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String classPath() {
        return options.upload() ? settings.classPath() : settings.classPath() + ":" + jar;
    }

    /** What Flink's scripts ask for: the JVM's options in one line, Flink's own in the next. */
    private List<String> memory(String question) {
        String result = "BASH_JAVA_UTILS_EXEC_RESULT:";
        try {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    home.resolve("bin/bash-java-utils.jar")
                                            + ":"
                                            + settings.classPath(),
                                    "org.apache.flink.runtime.util.bash.BashJavaUtils",
                                    question,
                                    "--configDir",
                                    conf.toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines =
                    text.lines()
                            .filter(line -> line.startsWith(result))
                            .map(line -> line.substring(result.length()))
                            .toList();
            if (lines.size() < 2) {
                throw new IllegalStateException(
                        "Flink does not take this memory for a process (expected: larger ones): "
                                + question);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess start(String name, String main, String memory, List<String> more) {
        List<String> sizes = memory(memory);
        List<String> jvm = new ArrayList<>(List.of(sizes.get(0).trim().split(" +")));
        jvm.addAll(settings.jvmOptions());
        if (name.startsWith("task")) {
            jvm.addAll(settings.taskManagerOptions());
        }
        jvm.add("-Dlog4j.configurationFile=file:" + conf.resolve("log4j-console.properties"));
        jvm.add("-Dlog.file=" + work.folder().resolve("log/" + name + ".log"));
        List<String> command = new ArrayList<>(List.of(main, "--configDir", conf.toString()));
        command.addAll(more);
        command.addAll(List.of(sizes.get(1).trim().split(" +")));
        return work.java(
                name,
                classPath(),
                jvm,
                Map.of("FLINK_LIB_DIR", home.resolve("lib").toString()),
                command.toArray(String[]::new));
    }

    private ChildProcess startTaskManager() {
        return start(
                "taskmanager",
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "GET_TM_RESOURCE_PARAMS",
                List.of());
    }

    private void awaitTaskManager() {
        Await.until(
                "a TaskManager",
                TIMEOUT,
                () -> rest.get("/overview").path("taskmanagers").asInt() >= 1);
    }

    /** As the operator does it for a FlinkSessionJob: without a jarURI it uploads an empty jar. */
    private String upload() {
        try {
            byte[] content = options.upload() ? Files.readAllBytes(jar) : empty();
            String stored =
                    rest.upload("/jars/upload", "job.jar", content).path("filename").asText();
            return Path.of(stored).getFileName().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] empty() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, new Manifest()).close();
        return bytes.toByteArray();
    }

    /** Starts a job, and waits until each task of it runs. */
    void run(List<String> arguments) {
        String id =
                rest.post(
                                "/jars/" + uploaded + "/run",
                                Map.of(
                                        "entryClass",
                                        ENTRY,
                                        "programArgsList",
                                        arguments,
                                        "parallelism",
                                        1))
                        .path("jobid")
                        .asText();
        Await.until("job " + id, TIMEOUT, () -> runs(id));
    }

    private boolean runs(String job) {
        boolean any = false;
        for (var vertex : rest.get("/jobs/" + job).path("vertices")) {
            any = true;
            if (vertex.path("tasks").path("RUNNING").asInt()
                    != vertex.path("parallelism").asInt()) {
                return false;
            }
        }
        return any;
    }

    ChildProcess jobManager() {
        return jobManager;
    }

    ChildProcess taskManager() {
        return taskManager;
    }

    /** {@code kill -9}, and another in its place. */
    void replaceTaskManager() {
        taskManager.kill();
        taskManager = startTaskManager();
    }
}
