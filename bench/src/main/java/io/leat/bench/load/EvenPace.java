package io.leat.bench.load;

import io.leat.bench.cluster.Workspace;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sends records at an even pace and looks at how long each takes from end to end.
 *
 * @param perSecond 0 for half of what another row can take
 * @param halfOf that other row
 */
record EvenPace(FlinkJob job, int perSecond, @Nullable String halfOf) implements Experiment {

    static EvenPace halfOf(String row, FlinkJob job) {
        return new EvenPace(job, 0, row);
    }

    static EvenPace of(int perSecond, FlinkJob job) {
        return new EvenPace(job, perSecond, null);
    }

    @Override
    public List<String> needs() {
        return halfOf == null ? List.of() : List.of(halfOf);
    }

    @Override
    public Outcome run(Ground ground, Row row, Times times, Results soFar) {
        ground.behave(row.pacing());
        String topic = "pulse-" + row.name() + "-" + System.nanoTime();
        Task task = new Task(row.name(), row.input().payload(), topic, row.input().partitions());
        ground.createTopic(topic, task.partitions());
        int rate = halfOf == null ? perSecond : (int) Math.max(1, soFar.get(halfOf).rate() / 2);
        try (KafkaRunning running = job.start(ground, task);
                Workspace work = ground.rowWorkspace()) {
            try (Feed probe =
                    new Feed(ground.servers(), topic, task.partitions(), task.payload())) {
                probe.ensure(1);
            }
            Saturation.awaitFirst(row, running);
            int seconds = times.window() * times.windows();
            Pulses pulses =
                    Pulses.start(
                            ground, work, task, running.output(), rate, times.warmUp(), seconds);
            Delays delays = pulses.await();
            running.check();
            System.out.printf(Locale.ROOT, "   %s at %,d/s%n", row.name(), rate);
            return new Outcome(List.of(), List.of(delays));
        } finally {
            ground.deleteTopics(List.of(topic));
        }
    }
}
