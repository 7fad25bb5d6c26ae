// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.experiment;

import io.leat.bench.harness.Await;
import io.leat.bench.harness.Workspace;
import io.leat.bench.load.measure.Delays;
import io.leat.bench.load.measure.Times;
import io.leat.bench.load.subject.InputFeed;
import io.leat.bench.load.subject.KafkaRunning;
import io.leat.bench.load.subject.LoadEnvironment;
import io.leat.bench.load.subject.LoadTask;
import io.leat.bench.load.subject.LocalFlinkJob;
import io.leat.bench.load.subject.Pulses;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sends records at an even pace and looks at how long each takes from end to end.
 *
 * @param perSecond 0 for half of what another row can take
 * @param halfOf that other row
 */
public record EvenPace(LocalFlinkJob job, int perSecond, @Nullable String halfOf)
        implements Experiment {

    /**
     * Seconds at the pace before it counts: the compiler begins anew with what it does otherwise.
     */
    private static final int PACE_WARM_UP = 60;

    public static EvenPace halfOf(String row, LocalFlinkJob job) {
        return new EvenPace(job, 0, row);
    }

    public static EvenPace of(int perSecond, LocalFlinkJob job) {
        return new EvenPace(job, perSecond, null);
    }

    /** With a backlog, which is gone when the pace begins: at an even pace it would last. */
    private static void warmUp(int rate, Times times, InputFeed feed, KafkaRunning running) {
        long records = 2L * rate * times.warmUp();
        feed.ensure(records);
        Await.until(
                "the warm-up, see " + running.process().child().log(),
                Duration.ofSeconds(60 + 10L * times.warmUp()),
                () -> running.done() >= records);
    }

    @Override
    public List<String> needs() {
        return halfOf == null ? List.of() : List.of(halfOf);
    }

    @Override
    public Outcome run(LoadEnvironment ground, LoadRow row, Times times, LoadResults soFar) {
        ground.behave(row.pacing());
        String topic = "pulse-" + row.name() + "-" + System.nanoTime();
        LoadTask task =
                new LoadTask(
                        row.name(), row.input().payload(), topic, row.input().partitions(), true);
        ground.createTopic(topic, task.partitions(), true);
        int rate = halfOf == null ? perSecond : (int) Math.max(1, soFar.get(halfOf).rate() / 2);
        try (KafkaRunning running = job.start(ground, task);
                Workspace work = ground.rowWorkspace()) {
            try (InputFeed feed =
                    new InputFeed(ground.servers(), topic, task.partitions(), task.payload())) {
                feed.ensure(1);
                Saturation.awaitFirst(row, running);
                warmUp(rate, times, feed, running);
            }
            int seconds = times.window() * times.windows();
            Pulses pulses =
                    Pulses.start(ground, work, task, running.output(), rate, PACE_WARM_UP, seconds);
            Delays delays = pulses.await();
            running.check();
            System.out.printf(Locale.ROOT, "   %s at %,d/s%n", row.name(), rate);
            return new Outcome(List.of(), List.of(delays));
        } finally {
            ground.deleteTopics(List.of(topic));
        }
    }
}
