package io.leat.bench.load;

import io.leat.bench.cluster.Child;
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
 */
record FlinkJob(Main main, Graph graph, Map<String, String> options, int parallelism)
        implements Subject {

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
        return new FlinkJob(Main.LEAT, Graph.SINGLE, Map.of(), 1);
    }

    static FlinkJob copy() {
        return new FlinkJob(Main.COPY, Graph.SINGLE, Map.of(), 1);
    }

    static FlinkJob plainCopy() {
        return new FlinkJob(Main.PLAIN_COPY, Graph.SINGLE, Map.of(), 1);
    }

    FlinkJob of(Graph other) {
        return new FlinkJob(main, other, options, parallelism);
    }

    FlinkJob parallelism(int subtasks) {
        return new FlinkJob(main, graph, options, subtasks);
    }

    FlinkJob with(String flag, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.put(flag, value);
        return new FlinkJob(main, graph, more, parallelism);
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public Running start(Ground ground, Row row) {
        KafkaRunning.Topics topics = KafkaRunning.Topics.create(ground, row);
        Workspace work = ground.rowWorkspace();
        LocalFlink flink = new LocalFlink(work, ground.flinkHome());
        List<String> arguments = new ArrayList<>(List.of("--deployment"));
        arguments.add(deployment(ground, row, work, topics).toString());
        Map<String, String> all = new TreeMap<>(options);
        all.put("broker", ground.servers());
        all.put("input-topic", row.input().topic());
        all.put("output-topic", topics.output());
        all.putIfAbsent("delivery", "exactly-once");
        all.putIfAbsent("checkpoint-interval", "10s");
        all.forEach((flag, value) -> arguments.addAll(List.of("--" + flag, value)));
        Child process = flink.run(main.name, parallelism, arguments);
        return new KafkaRunning(ground, work, process, row, topics);
    }

    private Path deployment(Ground ground, Row row, Workspace work, KafkaRunning.Topics topics) {
        Payload payload = row.input().payload();
        int port =
                switch (payload.transport()) {
                    case REST -> ground.restPort();
                    case GRPC -> ground.grpcPort();
                };
        Path file = work.folder().resolve("deployment.yaml");
        // The group follows from the name, and each run begins at the beginning.
        String name = topics.output().replace("out-", "d");
        try {
            return Files.writeString(file, graph.deployment(name, payload, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
