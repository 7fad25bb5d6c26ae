package io.leat.bench.load;

import io.leat.bench.cluster.Child;
import io.leat.bench.cluster.Workspace;
import java.util.List;

/** Something that reads the row's input and writes an output topic. */
final class KafkaRunning implements Running {

    /** Letters and the end of transactions take an offset each. */
    private static final int FEW = 1000;

    private final Ground ground;
    private final Workspace work;
    private final Child process;
    private final Row row;
    private final Topics topics;

    record Topics(String output, String deadLetters) {

        static Topics create(Ground ground, Row row) {
            String output = "out-" + row.name() + "-" + System.nanoTime();
            Topics topics = new Topics(output, output + "-dead-letter");
            ground.createTopic(topics.output, row.input().partitions());
            ground.createTopic(topics.deadLetters, 1);
            return topics;
        }
    }

    KafkaRunning(Ground ground, Workspace work, Child process, Row row, Topics topics) {
        this.ground = ground;
        this.work = work;
        this.process = process;
        this.row = row;
        this.topics = topics;
    }

    @Override
    public Child process() {
        return process;
    }

    @Override
    public long done() {
        return ground.end(topics.output, row.input().partitions());
    }

    @Override
    public void check() {
        long letters = ground.end(topics.deadLetters, 1);
        if (letters > 0) {
            throw new IllegalStateException(
                    "%d dead letters (expected: none), see %s".formatted(letters, process.log()));
        }
        long left = ground.feed(row.input()).written() - done();
        if (left < FEW) {
            throw new IllegalStateException("the input ran dry: %d records left".formatted(left));
        }
    }

    @Override
    public void close() {
        work.close();
        ground.deleteTopics(List.of(topics.output, topics.deadLetters));
    }
}
