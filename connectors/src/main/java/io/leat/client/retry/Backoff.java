// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Capped exponential waits with full jitter, so that callers who failed together do not come back
 * together.
 *
 * @param first upper bound of the first wait
 * @param most upper bound of every wait
 * @param random draws from [0, 1)
 */
public record Backoff(Duration first, Duration most, DoubleSupplier random) {

    /**
     * How long to wait before the next attempt.
     *
     * @param attempt the attempt that has just failed, from 1
     */
    Duration after(int attempt) {
        int doublings = Math.min(attempt - 1, 30);
        long bound = Math.min(first.toMillis() << doublings, most.toMillis());
        return Duration.ofMillis((long) (random.getAsDouble() * bound) + 1);
    }
}
