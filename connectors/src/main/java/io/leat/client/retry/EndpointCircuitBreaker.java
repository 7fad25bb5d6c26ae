// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells an outage from poison by counting records, not calls: it opens when so many records in a
 * row have failed, and the repeats of one that is poison weigh no more than its first failure.
 * Where no more records can come because what is in flight is full, as with large ones, it opens
 * when all of those that are left have failed. Open, it lets one call pass now and then, a real
 * record's, and closes with the first that is answered.
 *
 * <p>Not thread-safe: used under its endpoint's lock.
 *
 * <p>Why it is so: {@code docs/adr/0004-the-circuit-breaker-counts-records-not-calls.md}.
 */
final class EndpointCircuitBreaker {

    /** Whether calls pass. */
    enum State {
        CLOSED(0),
        HALF_OPEN(1),
        OPEN(2);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** The state as a metric's value. */
        int number() {
            return number;
        }
    }

    /** The period of a call that has not failed yet. */
    static final long NEVER = -1;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** One record alone cannot be told from poison. */
    private static final int FEWEST = 2;

    private final BreakerSettings settings;
    private final LongSupplier nanoTime;
    private final CircuitBreaker machine;
    private long period;
    private long opened;
    private long probeAt;

    /** The failure that resilience4j's state machine is given: no message, no stack trace. */
    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure() {
            super("", null, false, false);
        }
    }

    EndpointCircuitBreaker(BreakerSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.machine =
                CircuitBreaker.of(
                        "endpoint",
                        CircuitBreakerConfig.custom()
                                .clock(new NanoClock(nanoTime))
                                .slidingWindow(
                                        settings.records(),
                                        settings.records(),
                                        SlidingWindowType.COUNT_BASED)
                                .failureRateThreshold(settings.failureRate())
                                .permittedNumberOfCallsInHalfOpenState(1)
                                .waitIntervalFunctionInOpenState(this::waitBeforeProbe)
                                .writableStackTraceEnabled(false)
                                .build());
    }

    /** Called as the machine opens, for the n-th time in one outage. */
    private long waitBeforeProbe(int times) {
        opened++;
        long doubled = FIRST_WAIT.toMillis() << Math.min(times - 1, 20);
        long wait = Math.min(doubled, settings.longestWait().toMillis());
        probeAt = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(wait + 1);
        return wait;
    }

    State state() {
        return switch (machine.getState()) {
            case OPEN, FORCED_OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
        };
    }

    /** How often it has opened, failed looks included. */
    long opened() {
        return opened;
    }

    /** Whether a call may be made now; if so, it must be made and its end be told. */
    boolean mayCall() {
        return machine.tryAcquirePermission();
    }

    /** While open: how long until the next call may pass; may have passed already. */
    Duration untilProbe() {
        return Duration.ofNanos(probeAt - nanoTime.getAsLong());
    }

    void answered() {
        boolean closed = state() == State.CLOSED;
        machine.onSuccess(0, TimeUnit.NANOSECONDS);
        if (!closed && state() == State.CLOSED) {
            period++;
        }
    }

    /** A call that was to tell something has ended without. */
    void showedNothing() {
        machine.releasePermission();
    }

    /**
     * Counts a failure, unless it says nothing new.
     *
     * @param othersAnswered calls the endpoint has answered since this one last failed
     */
    void failed(AttemptHistory history, long othersAnswered) {
        if (state() != State.CLOSED || isNews(history, othersAnswered)) {
            machine.onError(0, TimeUnit.NANOSECONDS, new Failure());
        }
        history.failedInPeriod = period;
    }

    /**
     * All calls that are left have failed since the last answer, and no more can come.
     *
     * @param signs those of them that are no likely poison
     */
    void allHaveFailed(int signs) {
        if (state() == State.CLOSED && signs >= FEWEST) {
            machine.transitionToOpenState();
        }
    }

    /** Changes with each outage that ends. */
    long period() {
        return period;
    }

    /**
     * A record counts once between two outages. One that has failed before, with many others
     * answered since, is poison that has lived through an outage: it does not bring the next.
     */
    private boolean isNews(AttemptHistory history, long othersAnswered) {
        return history.failedInPeriod == NEVER
                || (history.failedInPeriod != period && othersAnswered < settings.records());
    }

    /** A clock that no change of the machine's time moves. */
    private static final class NanoClock extends Clock {

        private final LongSupplier nanoTime;
        private final long start;

        NanoClock(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.start = nanoTime.getAsLong();
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - start);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
