// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.experiment;

import io.leat.bench.harness.Await;
import io.leat.bench.load.measure.Times;
import io.leat.bench.load.subject.LoadEnvironment;
import io.leat.bench.load.subject.LocalFlinkJob;
import io.leat.bench.load.subject.Running;
import io.leat.bench.load.subject.Window;
import java.time.Duration;
import java.util.List;

/**
 * Lets a subject have so many records, and holds it to answering each.
 *
 * @param records in all
 */
public record AllOf(LocalFlinkJob job, int records) implements Experiment {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public Outcome run(LoadEnvironment ground, LoadRow row, Times times, LoadResults soFar) {
        ground.behave(row.pacing());
        ground.feed(row.input()).ensure(records);
        try (Running running = job.start(ground, row.task())) {
            Saturation.awaitFirst(row, running);
            var child = running.process().child();
            Window window =
                    Window.during(
                            ground,
                            running,
                            () ->
                                    Await.until(
                                            records + " records, see " + child.log(),
                                            TIMEOUT,
                                            () -> !child.isAlive() || running.done() >= records));
            if (!child.isAlive()) {
                throw new IllegalStateException("killed, see " + child.log());
            }
            running.check();
            return new Outcome(List.of(window), List.of());
        }
    }
}
