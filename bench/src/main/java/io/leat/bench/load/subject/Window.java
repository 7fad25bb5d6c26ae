// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import java.util.concurrent.locks.LockSupport;

/**
 * What happened in a stretch of time.
 *
 * @param done records, or calls
 * @param process processor seconds of what the row is about
 * @param broker processor seconds of the broker
 * @param stub processor seconds of the model stub
 * @param allocated bytes that the process has allocated
 */
public record Window(
        double seconds, long done, double process, double broker, double stub, double allocated) {

    private record Look(
            long time, long done, double process, double broker, double stub, double allocated) {

        static Look at(LoadEnvironment ground, Running running) {
            double allocated = running.allocated();
            return new Look(
                    System.nanoTime(),
                    running.done(),
                    running.cpu(),
                    ground.broker().cpu().toNanos() / 1e9,
                    ground.stub().cpu().toNanos() / 1e9,
                    allocated);
        }
    }

    /** Waits so long, looking at the beginning and at the end alone. */
    public static Window of(LoadEnvironment ground, Running running, double seconds) {
        return during(
                ground,
                running,
                () -> {
                    long end = System.nanoTime() + (long) (seconds * 1e9);
                    while (System.nanoTime() < end) {
                        LockSupport.parkNanos(end - System.nanoTime());
                    }
                });
    }

    /** Looks before and after. */
    public static Window during(LoadEnvironment ground, Running running, Runnable what) {
        Look before = Look.at(ground, running);
        what.run();
        Look after = Look.at(ground, running);
        return new Window(
                (after.time - before.time) / 1e9,
                after.done - before.done,
                after.process - before.process,
                after.broker - before.broker,
                after.stub - before.stub,
                after.allocated - before.allocated);
    }

    /** Records a second. */
    public double rate() {
        return done / seconds;
    }

    /** Processor microseconds of the process for each record. */
    double micros() {
        return process / done * 1e6;
    }
}
