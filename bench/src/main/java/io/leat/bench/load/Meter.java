package io.leat.bench.load;

import io.leat.bench.cluster.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts a row, lets it warm up, and looks at it. */
final class Meter {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double RESERVE = 1.3;

    private final Ground ground;
    private final Times times;

    Meter(Ground ground, Times times) {
        this.ground = ground;
        this.times = times;
    }

    List<Window> measure(Row row) {
        ground.behave(row.pacing());
        if (row.subject().reads()) {
            ground.feed(row.input()).ensure((long) row.guess() * times.perStart());
        }
        try (Running running = row.subject().start(ground, row)) {
            long before = running.done();
            Await.until(
                    "the first record of " + row.name() + ", see " + running.process().log(),
                    PATIENCE,
                    () -> running.done() > before || !running.process().isAlive());
            warmUp(row, running);
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < times.windows(); i++) {
                windows.add(Window.of(ground, running, times.window()));
            }
            if (!running.process().isAlive()) {
                throw new IllegalStateException("ended, see " + running.process().log());
            }
            running.check();
            return windows;
        }
    }

    /** Has more records ready if they are taken faster than was guessed. */
    private void warmUp(Row row, Running running) {
        long start = System.nanoTime();
        long last = running.done();
        for (int second = 1; second <= times.warmUp(); second++) {
            long next = start + TimeUnit.SECONDS.toNanos(second);
            LockSupport.parkNanos(next - System.nanoTime());
            long done = running.done();
            int left = times.perStart() - second;
            if (row.subject().reads() && second < 0.7 * times.warmUp()) {
                ground.feed(row.input()).ensure(done + (long) ((done - last) * left * RESERVE));
            }
            last = running.done();
        }
    }
}
