package io.leat.bench.load;

import io.leat.bench.cluster.JavaOptions;
import io.leat.bench.cluster.Workspace;
import io.leat.bench.load.clients.Afternoon;

/** The loop on Kafka's and the JDK's clients that a team writes in an afternoon. */
record Afternoons(int threads) implements Subject {

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public Running start(Ground ground, Task task) {
        KafkaRunning.Topics topics = KafkaRunning.Topics.create(ground, task);
        Workspace work = ground.rowWorkspace();
        Jvm process =
                Jvm.start(
                        work,
                        "loop",
                        System.getProperty("java.class.path"),
                        JavaOptions.fast("1g"),
                        Afternoon.class.getName(),
                        ground.servers(),
                        task.topic(),
                        topics.output(),
                        "http://127.0.0.1:"
                                + ground.port(task.payload().transport())
                                + task.payload().path(),
                        Integer.toString(threads));
        return new KafkaRunning(ground, work, process, task, topics);
    }
}
