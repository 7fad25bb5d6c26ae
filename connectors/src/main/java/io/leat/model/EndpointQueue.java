package io.leat.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one subtask knows of one endpoint, a node at its address, and the calls that wait for it.
 * Thread-safe; a waiting call holds no thread.
 */
public final class EndpointQueue {

    private final Timer timer;
    private final LongSupplier nanoTime;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;
    private long answers;
    private boolean letting;
    private boolean waking;
    private long notBefore;

    /**
     * A queue without calls.
     *
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    public EndpointQueue(Timer timer, LongSupplier nanoTime) {
        this.timer = timer;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /**
     * Makes an attempt as soon as the endpoint may be called, on any thread. Its end must be told
     * by {@link #answered}, {@link #failed} or {@link #gaveUp}.
     */
    void enter(Runnable attempt) {
        synchronized (this) {
            waiting.add(attempt);
        }
        letIn();
    }

    /** The endpoint has answered a call, be it with a refusal of the request. */
    void answered() {
        synchronized (this) {
            underWay--;
            answers++;
        }
        letIn();
    }

    /**
     * The endpoint has not answered a call.
     *
     * @param pause how long it asks to be left alone
     * @return what that takes from the record's budget
     */
    Charge failed(Fault fault, Tries tries, Duration pause) {
        Charge charge;
        synchronized (this) {
            underWay--;
            charge = fault.charge(answers > tries.answersSeen, answers > 0);
            tries.answersSeen = answers;
            leaveAlone(pause);
        }
        letIn();
        return charge;
    }

    /** A call has ended without telling anything about the endpoint. */
    void gaveUp() {
        synchronized (this) {
            underWay--;
        }
        letIn();
    }

    /** Answers given so far, to anyone. */
    synchronized long answers() {
        return answers;
    }

    /** Calls that wait to be made. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Calls that are being made. */
    public synchronized int underWay() {
        return underWay;
    }

    private void leaveAlone(Duration pause) {
        long until = nanoTime.getAsLong() + pause.toNanos();
        if (until - notBefore > 0) {
            notBefore = until;
        }
    }

    /**
     * Starts what may start, one after the other and never one inside the other: an attempt that
     * ends at once comes back here while it is being started.
     */
    private void letIn() {
        synchronized (this) {
            if (letting) {
                return;
            }
            letting = true;
        }
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.isEmpty() || !mayStart() ? null : waiting.poll();
        if (next == null) {
            letting = false;
        } else {
            underWay++;
        }
        return next;
    }

    private boolean mayStart() {
        long wait = notBefore - nanoTime.getAsLong();
        if (wait > 0) {
            wakeAfter(Duration.ofNanos(wait));
            return false;
        }
        return true;
    }

    private void wakeAfter(Duration wait) {
        if (!waking) {
            waking = true;
            timer.after(wait, this::wake);
        }
    }

    private void wake() {
        synchronized (this) {
            waking = false;
        }
        letIn();
    }
}
