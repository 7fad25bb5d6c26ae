// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.harness.Workspace;
import io.leat.bench.load.jobs.CopyJob;
import io.leat.bench.load.jobs.PlainCopyJob;
import io.leat.bench.load.measure.JvmProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job on a Flink cluster that is one process: {@code flink run} with the target {@code local},
 * which loads the jar as any cluster does.
 *
 * @param main its entry point
 * @param options Leat's, by flag
 * @param modelPort where the model is; 0 for the stub
 */
public record LocalFlinkJob(
        Main main,
        LoadGraph graph,
        Map<String, String> options,
        int parallelism,
        Memory memory,
        int modelPort)
        implements Subject {

    enum Memory {
        AMPLE,
        /** What a TaskManager of 1 GB has, and the JobManager must do with it too. */
        SMALL;

        List<String> options() {
            return switch (this) {
                case AMPLE -> List.of("-Xmx1g", "-XX:MaxDirectMemorySize=512m");
                case SMALL ->
                        List.of(
                                "-Xmx448m",
                                "-XX:MaxDirectMemorySize=352m",
                                "-XX:MaxMetaspaceSize=256m");
            };
        }
    }

    enum Main {
        /** Leat. */
        LEAT("io.leat.job.LeatJob"),
        /** Leat without a model. */
        COPY(CopyJob.class.getName()),
        /** Flink's Kafka source and sink, and nothing between. */
        PLAIN_COPY(PlainCopyJob.class.getName());

        private final String name;

        Main(String name) {
            this.name = name;
        }
    }

    public static LocalFlinkJob leat() {
        return new LocalFlinkJob(Main.LEAT, LoadGraph.SINGLE, Map.of(), 1, Memory.AMPLE, 0);
    }

    public static LocalFlinkJob copy() {
        return new LocalFlinkJob(Main.COPY, LoadGraph.SINGLE, Map.of(), 1, Memory.AMPLE, 0);
    }

    public static LocalFlinkJob plainCopy() {
        return new LocalFlinkJob(Main.PLAIN_COPY, LoadGraph.SINGLE, Map.of(), 1, Memory.AMPLE, 0);
    }

    public LocalFlinkJob of(LoadGraph other) {
        return new LocalFlinkJob(main, other, options, parallelism, memory, modelPort);
    }

    public LocalFlinkJob parallelism(int subtasks) {
        return new LocalFlinkJob(main, graph, options, subtasks, memory, modelPort);
    }

    public LocalFlinkJob inSmallMemory() {
        return new LocalFlinkJob(main, graph, options, parallelism, Memory.SMALL, modelPort);
    }

    public LocalFlinkJob modelAt(int port) {
        return new LocalFlinkJob(main, graph, options, parallelism, memory, port);
    }

    public LocalFlinkJob with(String flag, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(flag, value);
        return new LocalFlinkJob(main, graph, more, parallelism, memory, modelPort);
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public KafkaRunning start(LoadEnvironment ground, LoadTask task) {
        KafkaRunning.Topics topics = KafkaRunning.Topics.create(ground, task);
        if (graph.isLogged()) {
            ground.createTopic(topics.log(), task.partitions());
        }
        Workspace work = ground.rowWorkspace();
        LocalFlink flink = new LocalFlink(work, ground.flinkHome(), memory.options());
        List<String> arguments = arguments(ground, task, work, topics.output());
        JvmProcess process = flink.run(main.name, parallelism, arguments);
        return new KafkaRunning(ground, work, process, task, topics, graph.isLogged());
    }

    /** Leat's command line. */
    public List<String> arguments(
            LoadEnvironment ground, LoadTask task, Workspace work, String output) {
        List<String> arguments = new ArrayList<>(List.of("--deployment"));
        arguments.add(deployment(ground, task, work, output).toString());
        Map<String, String> all = new TreeMap<>(options);
        all.put("broker", ground.servers());
        all.put("input-topic", task.topic());
        all.put("output-topic", output);
        if (graph.isLogged()) {
            all.put("logger-topic", KafkaRunning.Topics.log(output));
        }
        all.putIfAbsent("delivery", "exactly-once");
        all.putIfAbsent("checkpoint-interval", "10s");
        all.forEach((flag, value) -> arguments.addAll(List.of("--" + flag, value)));
        return arguments;
    }

    private Path deployment(LoadEnvironment ground, LoadTask task, Workspace work, String output) {
        Path file = work.folder().resolve("deployment.yaml");
        // The group follows from the name, and each run begins at the beginning.
        String name = output.replace("out-", "d");
        int port = modelPort == 0 ? ground.port(task.payload().transport()) : modelPort;
        try {
            return Files.writeString(file, graph.deployment(name, task.payload(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
