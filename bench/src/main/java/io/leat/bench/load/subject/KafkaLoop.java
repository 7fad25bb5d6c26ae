// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.harness.JavaOptions;
import io.leat.bench.harness.Workspace;
import io.leat.bench.load.measure.JvmProcess;

/**
 * A loop on Kafka's clients, without Flink.
 *
 * @param main the program; takes brokers, input, output, the payload, the stub's port and {@code
 *     atOnce}
 * @param atOnce calls at a time
 */
public record KafkaLoop(Class<?> main, int atOnce) implements Subject {

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public Running start(LoadEnvironment ground, LoadTask task) {
        KafkaRunning.Topics topics = KafkaRunning.Topics.create(ground, task);
        Workspace work = ground.rowWorkspace();
        JvmProcess process =
                JvmProcess.start(
                        work,
                        "loop",
                        System.getProperty("java.class.path"),
                        JavaOptions.fast("1g"),
                        main.getName(),
                        ground.servers(),
                        task.topic(),
                        topics.output(),
                        task.payload().name(),
                        Integer.toString(ground.port(task.payload().transport())),
                        Integer.toString(atOnce));
        return new KafkaRunning(ground, work, process, task, topics);
    }
}
