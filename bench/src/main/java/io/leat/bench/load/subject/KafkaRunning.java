// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.harness.Workspace;
import io.leat.bench.load.measure.JvmProcess;
import java.util.List;

/** Something that reads a topic and writes an output topic. */
public final class KafkaRunning implements Running {

    private final LoadEnvironment ground;
    private final Workspace work;
    private final JvmProcess process;
    private final int partitions;
    private final Topics topics;
    private final boolean logged;

    public record Topics(String output, String deadLetters) {

        public static Topics create(LoadEnvironment ground, LoadTask task) {
            String output = "out-" + task.name() + "-" + System.nanoTime();
            Topics topics = new Topics(output, output + "-dead-letter");
            ground.createTopic(topics.output, task.partitions(), task.areAppendsStamped());
            ground.createTopic(topics.deadLetters, 1);
            return topics;
        }

        /** The topic of the request log, where there is one. */
        String log() {
            return log(output);
        }

        static String log(String output) {
            return output + "-log";
        }
    }

    KafkaRunning(
            LoadEnvironment ground,
            Workspace work,
            JvmProcess process,
            LoadTask task,
            Topics topics) {
        this(ground, work, process, task, topics, false);
    }

    /**
     * One that may keep a request log.
     *
     * @param logged whether it does
     */
    KafkaRunning(
            LoadEnvironment ground,
            Workspace work,
            JvmProcess process,
            LoadTask task,
            Topics topics,
            boolean logged) {
        this.ground = ground;
        this.work = work;
        this.process = process;
        this.partitions = task.partitions();
        this.topics = topics;
        this.logged = logged;
    }

    @Override
    public JvmProcess process() {
        return process;
    }

    @Override
    public long done() {
        return ground.end(topics.output, partitions);
    }

    public String output() {
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
        if (logged) {
            ground.deleteTopics(List.of(topics.log()));
        }
    }
}
