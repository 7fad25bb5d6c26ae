// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.netty.channel.EventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time-outs of an HTTP client. Those of calls are kept by a wheel, which costs least where
 * there are thousands a second, and which wakes up at each of its ticks, a hundred times a second,
 * whether or not a call is under way: that was most of what an idle job cost. So it turns while
 * there are calls, and ends some seconds after the last. The client's upkeep, which comes every few
 * seconds, is left to an event loop: it is what the client asks for while it is built, and what
 * that asks for when it runs.
 *
 * <p>Thread-safe.
 */
final class CallTimer implements Timer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallTimer.class);

    /**
     * The time-outs of calls that have ended are kept until the next one: at a tenth of a second
     * there are thousands, and each collection of garbage copies them.
     */
    private static final long TICK_MILLIS = 10;

    private static final int TICKS = 512;
    private static final long IDLE_SECONDS = 2;

    private final DefaultThreadFactory threads;
    private final EventLoopGroup loops;
    private @Nullable HashedWheelTimer wheel; // guarded by this
    private boolean closed; // guarded by this
    private volatile boolean built;
    private volatile @Nullable Thread inUpkeep;

    /**
     * Of a client that is not built yet.
     *
     * @param loops which run the upkeep
     */
    CallTimer(String threadName, EventLoopGroup loops) {
        this.threads = new DefaultThreadFactory(threadName, true);
        this.loops = loops;
    }

    /** The client is built: what it asks for from now on is a call's. */
    void begin() {
        built = true;
    }

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
        boolean isUpkeep = !built || Thread.currentThread().equals(inUpkeep);
        return isUpkeep
                ? new LoopTimeout(this, task).in(loops, delay, unit)
                : onWheel(task, delay, unit);
    }

    private synchronized Timeout onWheel(TimerTask task, long delay, TimeUnit unit) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        HashedWheelTimer turning = wheel;
        if (turning == null) {
            turning =
                    new HashedWheelTimer(threads, TICK_MILLIS, TimeUnit.MILLISECONDS, TICKS, false);
            wheel = turning;
            later();
        }
        return turning.newTimeout(task, delay, unit);
    }

    private void later() {
        var unused = loops.schedule(this::look, IDLE_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        endIfIdle();
        if (isTurning()) {
            later();
        }
    }

    /** Ends the wheel if nothing is on it; nothing can be put on it meanwhile. */
    void endIfIdle() {
        HashedWheelTimer idle;
        synchronized (this) {
            idle = wheel;
            if (idle == null || idle.pendingTimeouts() > 0) {
                return;
            }
            wheel = null;
        }
        Set<Timeout> none = idle.stop();
        if (!none.isEmpty()) {
            LOG.error("{} time-outs of calls are lost", none.size());
        }
    }

    synchronized boolean isTurning() {
        return wheel != null;
    }

    /** Nothing that is pending runs any more. */
    @Override
    public Set<Timeout> stop() {
        HashedWheelTimer last;
        synchronized (this) {
            closed = true;
            last = wheel;
            wheel = null;
        }
        return last == null ? Set.of() : last.stop();
    }

    /** Returns once the thread has ended, for Flink closes the job's class loader next. */
    @Override
    public void close() {
        stop();
    }

    private static final class LoopTimeout implements Timeout, Runnable {

        private final CallTimer timer;
        private final TimerTask task;
        private volatile @Nullable ScheduledFuture<?> due;
        private volatile boolean expired;

        LoopTimeout(CallTimer timer, TimerTask task) {
            this.timer = timer;
            this.task = task;
        }

        LoopTimeout in(EventLoopGroup loops, long delay, TimeUnit unit) {
            due = loops.schedule(this, delay, unit);
            return this;
        }

        @Override
        public void run() {
            expired = true;
            timer.inUpkeep = Thread.currentThread();
            try {
                task.run(this);
            } catch (Exception | Error e) {
                // What is run here sees to its own failures; the loop would swallow this.
                LOG.error("exception={}", e.getClass().getName(), e);
            } finally {
                timer.inUpkeep = null;
            }
        }

        @Override
        public Timer timer() {
            return timer;
        }

        @Override
        public TimerTask task() {
            return task;
        }

        @Override
        public boolean isExpired() {
            return expired;
        }

        @Override
        public boolean isCancelled() {
            ScheduledFuture<?> scheduled = due;
            return scheduled != null && scheduled.isCancelled();
        }

        @Override
        public boolean cancel() {
            ScheduledFuture<?> scheduled = due;
            return scheduled != null && scheduled.cancel(false);
        }
    }
}
