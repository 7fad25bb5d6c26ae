// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.experiment;

import io.leat.bench.harness.Await;
import io.leat.bench.load.measure.Times;
import io.leat.bench.load.subject.LoadEnvironment;
import io.leat.bench.load.subject.Running;
import io.leat.bench.load.subject.Subject;
import io.leat.bench.load.subject.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets a subject take all it can, and looks at it once it is warm. */
record Saturation(Subject subject) implements Experiment {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final double RESERVE = 1.3;

    /** The end of a transaction takes an offset too. */
    private static final int FEW = 10;

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public Outcome run(LoadEnvironment ground, LoadRow row, Times times, LoadResults soFar) {
        ground.behave(row.pacing());
        if (subject.reads()) {
            ground.feed(row.input()).ensure((long) row.guess() * times.perStart());
        }
        try (Running running = subject.start(ground, row.task())) {
            awaitFirst(row, running);
            warmUp(ground, row, times, running);
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < times.windows(); i++) {
                windows.add(Window.of(ground, running, times.window()));
            }
            checkAlive(running);
            running.check();
            checkInput(ground, row, running);
            return new Outcome(windows, List.of());
        }
    }

    static void awaitFirst(LoadRow row, Running running) {
        long before = running.done();
        var child = running.process().child();
        Await.until(
                "the first record of " + row.name() + ", see " + child.log(),
                TIMEOUT,
                () -> running.done() > before || !child.isAlive());
        checkAlive(running);
    }

    private static void checkAlive(Running running) {
        var child = running.process().child();
        if (!child.isAlive()) {
            throw new IllegalStateException("ended, see " + child.log());
        }
    }

    /** Has more records ready if they are taken faster than was guessed. */
    private void warmUp(LoadEnvironment ground, LoadRow row, Times times, Running running) {
        long start = System.nanoTime();
        long before = start;
        long last = running.read();
        for (int second = 1; second <= times.warmUp(); second++) {
            long next = start + TimeUnit.SECONDS.toNanos(second);
            LockSupport.parkNanos(next - System.nanoTime());
            long done = running.read();
            long now = System.nanoTime();
            double rate = (done - last) * 1e9 / (now - before);
            int left = times.perStart() - second;
            if (subject.reads() && second < 0.7 * times.warmUp()) {
                ground.feed(row.input()).ensure(done + (long) (rate * left * RESERVE));
            }
            // Writing may have taken a while.
            last = running.read();
            before = System.nanoTime();
        }
    }

    private void checkInput(LoadEnvironment ground, LoadRow row, Running running) {
        if (subject.reads() && ground.feed(row.input()).written() - running.read() < FEW) {
            throw new IllegalStateException("the input ran dry (expected: a larger guess)");
        }
    }
}
