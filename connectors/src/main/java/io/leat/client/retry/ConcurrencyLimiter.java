// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.util.concurrent.TimeUnit;

/**
 * An adaptive limit of the calls under way at one endpoint. Rises while calls are answered and the
 * limit is what holds them back; falls with refusals for overload, time-outs and slow answers. It
 * rises by one with each answer until the first overload, and by one with as many answers as it is
 * high from then on: else it is back above what the endpoint bears after a moment, and a good part
 * of all calls are refused.
 *
 * <p>Not thread-safe: used under its endpoint's lock.
 */
final class ConcurrencyLimiter {

    /** Where a new endpoint starts: an AIMD limit of 20 has reached 100 after 80 answers. */
    private static final int FIRST = 20;

    private final LimitSettings settings;
    private final long slow; // nanoseconds from which on an answer is as bad as an overload
    private Limit overload;
    private Limit latency;
    private boolean knowsOverload;
    private int answers; // since the limit last rose or fell

    ConcurrencyLimiter(LimitSettings settings) {
        this.settings = settings;
        this.slow = settings.callTimeout().toNanos() / 2;
        int first = Math.max(settings.least(), Math.min(FIRST, settings.most()));
        this.overload = overload(first);
        this.latency = latency(first);
    }

    private Limit overload(int first) {
        return switch (settings.algorithm()) {
            case AIMD, GRADIENT ->
                    AIMDLimit.newBuilder()
                            .initialLimit(first)
                            .minLimit(settings.least())
                            .maxLimit(settings.most())
                            .timeout(slow, TimeUnit.NANOSECONDS)
                            .build();
            case FIXED -> FixedLimit.of(settings.most());
        };
    }

    /** Knows no refusals, so it stands beside the other. */
    private Limit latency(int first) {
        return switch (settings.algorithm()) {
            case GRADIENT ->
                    Gradient2Limit.newBuilder()
                            .initialLimit(first)
                            .minLimit(settings.least())
                            .maxConcurrency(settings.most())
                            .build();
            case AIMD, FIXED -> FixedLimit.of(settings.most());
        };
    }

    int current() {
        return Math.min(overload.getLimit(), latency.getLimit());
    }

    /** An outage is over: whatever was borne before it, the endpoint is asked little at first. */
    void restart() {
        overload = overload(settings.least());
        latency = latency(settings.least());
        knowsOverload = false;
        answers = 0;
    }

    /**
     * A call was answered.
     *
     * @param nanos how long it took
     * @param underWay calls under way with it
     */
    void answered(long nanos, int underWay) {
        if (nanos > slow) {
            overloaded(nanos, underWay);
        } else if (!knowsOverload || ++answers >= overload.getLimit()) {
            answers = 0;
            overload.onSample(0, nanos, underWay, false);
        }
        latency.onSample(0, nanos, underWay, false);
    }

    /** A call has met an overload; the parameters are those of an answer. */
    void overloaded(long nanos, int underWay) {
        knowsOverload = true;
        answers = 0;
        overload.onSample(0, nanos, underWay, true);
    }
}
