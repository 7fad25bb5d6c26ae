package io.leat.bench.load;

import io.leat.bench.cluster.Workspace;
import io.leat.bench.load.jobs.CopyJob;
import io.leat.bench.load.jobs.PlainCopyJob;
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
record FlinkJob(
        Main main,
        Graph graph,
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

    static FlinkJob leat() {
        return new FlinkJob(Main.LEAT, Graph.SINGLE, Map.of(), 1, Memory.AMPLE, 0);
    }

    static FlinkJob copy() {
        return new FlinkJob(Main.COPY, Graph.SINGLE, Map.of(), 1, Memory.AMPLE, 0);
    }

    static FlinkJob plainCopy() {
        return new FlinkJob(Main.PLAIN_COPY, Graph.SINGLE, Map.of(), 1, Memory.AMPLE, 0);
    }

    FlinkJob of(Graph other) {
        return new FlinkJob(main, other, options, parallelism, memory, modelPort);
    }

    FlinkJob parallelism(int subtasks) {
        return new FlinkJob(main, graph, options, subtasks, memory, modelPort);
    }

    FlinkJob inSmallMemory() {
        return new FlinkJob(main, graph, options, parallelism, Memory.SMALL, modelPort);
    }

    FlinkJob modelAt(int port) {
        return new FlinkJob(main, graph, options, parallelism, memory, port);
    }

    FlinkJob with(String flag, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(flag, value);
        return new FlinkJob(main, graph, more, parallelism, memory, modelPort);
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public KafkaRunning start(Ground ground, Task task) {
        KafkaRunning.Topics topics = KafkaRunning.Topics.create(ground, task);
        Workspace work = ground.rowWorkspace();
        LocalFlink flink = new LocalFlink(work, ground.flinkHome(), memory.options());
        List<String> arguments = arguments(ground, task, work, topics.output());
        Jvm process = flink.run(main.name, parallelism, arguments);
        return new KafkaRunning(ground, work, process, task, topics);
    }

    /** Leat's command line. */
    List<String> arguments(Ground ground, Task task, Workspace work, String output) {
        List<String> arguments = new ArrayList<>(List.of("--deployment"));
        arguments.add(deployment(ground, task, work, output).toString());
        Map<String, String> all = new TreeMap<>(options);
        all.put("broker", ground.servers());
        all.put("input-topic", task.topic());
        all.put("output-topic", output);
        all.putIfAbsent("delivery", "exactly-once");
        all.putIfAbsent("checkpoint-interval", "10s");
        all.forEach((flag, value) -> arguments.addAll(List.of("--" + flag, value)));
        return arguments;
    }

    private Path deployment(Ground ground, Task task, Workspace work, String output) {
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
