// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Bounds how long something takes to close by interrupting it: a producer waits for as long as
 * brokers are away, and a task that fails meanwhile must end all the same.
 */
final class BoundedClose {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private BoundedClose() {}

    /** What is closed. */
    @FunctionalInterface
    interface Closing {
        void close() throws Exception;
    }

    /** Closes, and interrupts the calling thread if that takes more than half a minute. */
    static void bound(Closing closing) throws Exception {
        bound(closing, TIMEOUT);
    }

    /** Leaves no interrupt of its own behind. */
    static void bound(Closing closing, Duration longest) throws Exception {
        Interruption interruption = new Interruption(Thread.currentThread());
        Timer timer = new Timer("leat-closing-time", true);
        try {
            timer.schedule(interruption, longest.toMillis());
            closing.close();
        } finally {
            timer.cancel();
            interruption.end();
        }
    }

    private static final class Interruption extends TimerTask {

        private final Thread thread;
        private boolean done;
        private boolean interrupted;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        @Override
        public synchronized void run() {
            if (!done) {
                interrupted = true;
                thread.interrupt();
            }
        }

        synchronized void end() {
            done = true;
            if (interrupted) {
                Thread.interrupted();
            }
        }
    }
}
