// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import java.time.Duration;

/**
 * How the stub serves.
 *
 * @param latency of a call
 * @param item more for each row of it
 * @param capacity calls at a time; 0 for any number
 * @param fail one call in so many fails; 0 for none
 */
public record Pacing(Duration latency, Duration item, int capacity, int fail) {

    public static final Pacing INSTANT = latency(Duration.ZERO);

    public static Pacing latency(Duration latency) {
        return new Pacing(latency, Duration.ZERO, 0, 0);
    }
}
