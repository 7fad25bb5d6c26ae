// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waiting for a condition with a deadline. */
public final class Await {

    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private Await() {}

    /** What was waited for did not happen. */
    public static final class InVain extends RuntimeException {

        private static final long serialVersionUID = 1;

        InVain(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Asks again and again until the answer is yes. A question that fails counts as no: servers
     * that are killed and started do not answer at times.
     *
     * @throws InVain after so long, with the last failure as cause
     */
    public static void until(String what, Duration patience, Callable<Boolean> question) {
        long end = System.nanoTime() + patience.toNanos();
        Exception last = null;
        do {
            try {
                if (question.call()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InVain("interrupted while waiting for: " + what, e);
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        throw new InVain("%s (expected within %d s)".formatted(what, patience.toSeconds()), last);
    }
}
