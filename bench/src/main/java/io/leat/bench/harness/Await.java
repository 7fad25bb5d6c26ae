// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for conditions of processes that are killed and started. */
public final class Await {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private Await() {}

    /**
     * Evaluates a condition on this thread until it holds. One that throws does not hold: servers
     * that are killed and started do not answer at times.
     *
     * @param what the condition as a message names it
     * @throws ConditionTimeoutException after so long, with the last failure as cause
     */
    public static void until(String what, Duration timeout, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .atMost(timeout)
                .ignoreExceptionsMatching(thrown -> !(thrown instanceof InterruptedException))
                .until(condition);
    }
}
