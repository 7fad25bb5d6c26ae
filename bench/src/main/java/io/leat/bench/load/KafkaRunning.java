package io.leat.bench.load;

import io.leat.bench.cluster.Workspace;
import java.util.List;

/** Something that reads a topic and writes an output topic. */
final class KafkaRunning implements Running {

    private final Ground ground;
    private final Workspace work;
    private final Jvm process;
    private final int partitions;
    private final Topics topics;

    record Topics(String output, String deadLetters) {

        static Topics create(Ground ground, Task task) {
            String output = "out-" + task.name() + "-" + System.nanoTime();
            Topics topics = new Topics(output, output + "-dead-letter");
            ground.createTopic(topics.output, task.partitions());
            ground.createTopic(topics.deadLetters, 1);
            return topics;
        }
    }

    KafkaRunning(Ground ground, Workspace work, Jvm process, Task task, Topics topics) {
        this.ground = ground;
        this.work = work;
        this.process = process;
        this.partitions = task.partitions();
        this.topics = topics;
    }

    @Override
    public Jvm process() {
        return process;
    }

    @Override
    public long done() {
        return ground.end(topics.output, partitions);
    }

    String output() {
        return topics.output;
    }

    @Override
    public void check() {
        long letters = ground.end(topics.deadLetters, 1);
        if (letters > 0) {
            throw new IllegalStateException(
                    "%d dead letters (expected: none), see %s"
                            .formatted(letters, process.child().log()));
        }
    }

    @Override
    public void close() {
        work.close();
        ground.deleteTopics(List.of(topics.output, topics.deadLetters));
    }
}
