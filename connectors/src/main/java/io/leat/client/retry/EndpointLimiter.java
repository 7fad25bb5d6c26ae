// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import io.leat.client.BudgetCharge;
import io.leat.client.CallStats;
import io.leat.client.Deadline;
import io.leat.client.FailureKind;
import io.leat.client.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Queues the calls to one endpoint, a node at its address, and starts them as its concurrency limit
 * and circuit breaker allow; one for each subtask. Thread-safe; a waiting call holds no thread.
 */
public final class EndpointLimiter {

    private static final Duration SOON = Duration.ofMillis(1);

    /** Between two looks at deadlines: the clock they are of may be set. */
    private static final Duration MAX_SLEEP = Duration.ofSeconds(10);

    /** An attempt to be made; neither method throws. */
    interface Attempt {

        /** Makes it, on any thread. */
        void start();

        /**
         * It will never be made: the queue itself has met this. Called instead of {@code start}.
         */
        void abandon(Throwable met);

        /** How many attempts its call has made before. */
        int madeBefore();

        /** Until when its record waits, or null. */
        @Nullable Deadline deadline();

        /** The deadline has passed. Called instead of {@code start}. */
        void expire();
    }

    private final Scheduler timer;
    private final LongSupplier nanoTime;
    private final EndpointCircuitBreaker breaker;
    private final ConcurrencyLimiter limit;
    private final CallStats stats = new CallStats();
    private final Unavailability unavailability = new Unavailability(InstantSource.system());
    private final Deque<Attempt> waiting = new ArrayDeque<>();

    /** Whether this thread is starting one: what it brings about meanwhile has to wait. */
    private final ThreadLocal<Boolean> starting = new ThreadLocal<>();

    private volatile Runnable afterFailure = () -> {};
    private long started;
    private final BooleanSupplier full;
    private int underWay;
    private int open; // calls that have not ended: under way, waiting, or between two attempts
    private int failing; // those of them that have failed since the last answer to any
    private int signs; // those of these that are no likely poison
    private long answers;
    private boolean startingWaiting;
    private boolean waking;
    private long notBefore;
    private @Nullable Deadline nextDeadline; // of those that wait: the timer runs for it

    /** A queue without calls, to which more can always come. */
    public EndpointLimiter(
            BreakerSettings breaker, LimitSettings limit, Scheduler timer, LongSupplier nanoTime) {
        this(breaker, limit, timer, nanoTime, () -> false);
    }

    /**
     * A queue without calls.
     *
     * @param nanoTime a clock as {@link System#nanoTime()}
     * @param full whether no more records are read because of those in flight; asked on any thread
     */
    public EndpointLimiter(
            BreakerSettings breaker,
            LimitSettings limit,
            Scheduler timer,
            LongSupplier nanoTime,
            BooleanSupplier full) {
        this.full = full;
        this.breaker = new EndpointCircuitBreaker(breaker, nanoTime);
        this.limit = new ConcurrencyLimiter(limit);
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /** Has something done after each attempt that fails, whether or not it is made again. */
    public void afterFailure(Runnable then) {
        afterFailure = then;
    }

    /**
     * Makes an attempt as soon as the endpoint may be called, on any thread. Its end must be told
     * by {@link #answered}, {@link #failed} or {@link #gaveUp}.
     */
    void enter(Attempt attempt) {
        if (mayStartAtOnce(attempt)) {
            run(attempt);
        } else {
            startWaiting();
        }
    }

    /**
     * Unless others wait, the caller starts its attempt itself: the thread that brings answers, and
     * is in {@link #startWaiting} for a moment after each, has enough to do.
     */
    private synchronized boolean mayStartAtOnce(Attempt attempt) {
        if (waiting.isEmpty() && !Boolean.TRUE.equals(starting.get()) && mayStart()) {
            underWay++;
            started++;
            return true;
        }
        waiting.add(attempt);
        expireLater(attempt.deadline());
        return false;
    }

    /** One timer, for the earliest deadline: most waiting calls start long before theirs. */
    private void expireLater(@Nullable Deadline deadline) {
        if (deadline != null && (nextDeadline == null || deadline.isBefore(nextDeadline))) {
            timer.after(deadline.cut(MAX_SLEEP), this::expire);
            nextDeadline = deadline;
        }
    }

    /** Ends those whose deadlines have passed, in an outage too. */
    private void expire() {
        List<Attempt> over = new ArrayList<>();
        synchronized (this) {
            nextDeadline = null;
            Iterator<Attempt> attempts = waiting.iterator();
            while (attempts.hasNext()) {
                Attempt attempt = attempts.next();
                Deadline deadline = attempt.deadline();
                if (deadline != null && deadline.isOver()) {
                    attempts.remove();
                    over.add(attempt);
                } else {
                    expireLater(deadline);
                }
            }
        }
        over.forEach(Attempt::expire);
    }

    private void run(Attempt attempt) {
        starting.set(true);
        try {
            attempt.start();
        } finally {
            starting.set(false);
        }
    }

    /**
     * The endpoint has answered a call, be it with a refusal of the request.
     *
     * @param nanos how long it took
     */
    void answered(long nanos) {
        synchronized (this) {
            boolean wasClosed = isClosed();
            breaker.answered();
            if (wasClosed) {
                limit.answered(nanos, underWay);
            } else if (isClosed()) {
                limit.restart();
            }
            underWay--;
            answers++;
            failing = 0;
            signs = 0;
        }
        startWaiting();
    }

    /** A call begins, of which there may be several attempts. */
    synchronized void begins() {
        open++;
    }

    /** It has ended, whatever came of it. */
    synchronized void ends(AttemptHistory history) {
        open--;
        if (history.failedAt == answers) {
            failing--;
            signs -= history.mayBeOutage ? 1 : 0;
        }
    }

    /**
     * The endpoint has not answered a call.
     *
     * @param pause how long it asks to be left alone
     * @param nanos how long it took
     * @return what that takes from the record's budget
     */
    BudgetCharge failed(FailureKind kind, AttemptHistory history, Duration pause, long nanos) {
        BudgetCharge charge;
        synchronized (this) {
            long others = answers - history.answersSeen;
            history.noted(nanoTime.getAsLong(), others > 0 && kind.isReply());
            if (history.together && isClosed() && kind.mayBeTheRecords()) {
                breaker.showedNothing(); // its records are tried alone, and these show it
            } else {
                countFailing(history);
                breaker.failed(history, others);
                if (failing >= open && full.getAsBoolean()) {
                    breaker.allHaveFailed(signs);
                }
            }
            charge = isClosed() ? kind.charge(others > 0, answers > 0) : BudgetCharge.NOTHING;
            if (isClosed() && kind.isOverload()) {
                limit.overloaded(nanos, underWay);
            }
            history.answersSeen = answers;
            underWay--;
            leaveAlone(pause);
        }
        startWaiting();
        afterFailure.run();
        return charge;
    }

    /**
     * Counts it until another call is answered. Poison fails while others are answered: once these
     * are as many as the calls that are left, it is no sign of an outage.
     */
    private void countFailing(AttemptHistory history) {
        if (history.failedInPeriod != EndpointCircuitBreaker.NEVER
                && history.failedInPeriod != breaker.period()) {
            history.othersFrom = history.answersSeen;
        }
        if (history.failedAt != answers) {
            history.failedAt = answers;
            history.mayBeOutage = answers - history.othersFrom < open;
            failing++;
            signs += history.mayBeOutage ? 1 : 0;
        }
    }

    /** A call has ended without telling anything about the endpoint. */
    void gaveUp() {
        synchronized (this) {
            breaker.showedNothing();
            underWay--;
        }
        startWaiting();
    }

    private boolean isClosed() {
        return breaker.state() == EndpointCircuitBreaker.State.CLOSED;
    }

    /** Answers given so far, to anyone. */
    synchronized long answers() {
        return answers;
    }

    /** Attempts made so far. */
    public synchronized long started() {
        return started;
    }

    /** How many attempts will have been made when all that wait now have been. */
    public synchronized long startedWithWaiting() {
        return started + waiting.size();
    }

    /** Calls that wait to be made. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Calls that are being made. */
    public synchronized int underWay() {
        return underWay;
    }

    /** Whether no call is being made and none waits. */
    public synchronized boolean isIdle() {
        return underWay == 0 && waiting.isEmpty();
    }

    /** Calls that may be made at a time. */
    public synchronized int limit() {
        return limit.current();
    }

    /** 0 while the endpoint is called freely, 1 while one call looks whether it is back, 2 down. */
    public synchronized int breakerState() {
        return breaker.state().number();
    }

    /** How often it was found to be down. */
    public synchronized long breakerOpened() {
        return breaker.opened();
    }

    /** Since when it is unavailable, and why. */
    public Unavailability unavailability() {
        return unavailability;
    }

    /** What is counted of its attempts. */
    public CallStats stats() {
        return stats;
    }

    private void leaveAlone(Duration pause) {
        long until = nanoTime.getAsLong() + pause.toNanos();
        if (until - notBefore > 0) {
            notBefore = until;
        }
    }

    /**
     * Starts what may start, one after the other and never one inside the other: an attempt that
     * ends at once comes back here while it is being started. Whatever is thrown on the way, such
     * as out of memory, goes to the caller, and the next call may start waiting ones again.
     */
    private void startWaiting() {
        synchronized (this) {
            if (startingWaiting || waiting.isEmpty()) {
                return;
            }
            startingWaiting = true;
        }
        boolean ended = false;
        try {
            for (Attempt next = next(); next != null; next = next()) {
                next.start();
            }
            ended = true;
        } finally {
            if (!ended) {
                stopStarting();
            }
        }
    }

    private synchronized void stopStarting() {
        startingWaiting = false;
    }

    private synchronized @Nullable Attempt next() {
        if (waiting.isEmpty() || !mayStart()) {
            startingWaiting = false;
            return null;
        }
        underWay++;
        started++;
        return isClosed() ? waiting.poll() : probe();
    }

    /**
     * The call that says whether the endpoint is back: the first of those that have failed least.
     * Those that were there before it went away have all failed alike, but poison would fail here
     * again, and those that could be answered would wait behind it.
     */
    private Attempt probe() {
        Attempt least = Collections.min(waiting, Comparator.comparingInt(Attempt::madeBefore));
        waiting.remove(least);
        return least;
    }

    private boolean mayStart() {
        if (underWay >= limit.current()) {
            return false;
        }
        long wait = notBefore - nanoTime.getAsLong();
        if (wait > 0) {
            wakeAfter(Duration.ofNanos(wait));
            return false;
        }
        if (breaker.mayCall()) {
            return true;
        }
        // Half open, the call that is under way will say how it goes on.
        if (breaker.state() == EndpointCircuitBreaker.State.OPEN) {
            wakeAfter(breaker.untilProbe());
        }
        return false;
    }

    private void wakeAfter(Duration wait) {
        if (!waking) {
            timer.after(wait.compareTo(SOON) < 0 ? SOON : wait, this::wake);
            waking = true; // only now: a timer that throws runs nothing; wake() needs this lock
        }
    }

    /** There is no caller to throw to: one of those that wait has to end the task instead. */
    private void wake() {
        try {
            synchronized (this) {
                waking = false;
            }
            startWaiting();
        } catch (RuntimeException | Error e) {
            Attempt first;
            synchronized (this) {
                first = waiting.poll();
            }
            if (first != null) {
                first.abandon(e);
            }
            throw e;
        }
    }
}
