// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a condition of a node once when it begins, again at intervals while it lasts or when its
 * reason has become another, and once when it is over, however many calls meet it. Thread-safe.
 */
public final class RateLimitedLog {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimitedLog.class);

    private final Map<String, Condition> conditions = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final long repeatNanos;
    private final long changeNanos;

    private record Condition(long since, long lastLogged, String reason) {}

    /**
     * A log for one kind of condition.
     *
     * @param nanoTime a clock as {@link System#nanoTime()}
     * @param repeat from one warning of a node to the next with the same reason
     * @param change the same for another reason
     */
    public RateLimitedLog(LongSupplier nanoTime, Duration repeat, Duration change) {
        this.nanoTime = nanoTime;
        this.repeatNanos = repeat.toNanos();
        this.changeNanos = change.toNanos();
    }

    /**
     * The condition holds: a warning, unless there was one within the interval.
     *
     * @param message made of how long the condition has lasted; not called without a warning
     */
    public void warn(String node, String reason, Function<Duration, String> message) {
        conditions.compute(node, (same, known) -> warn(known, reason, message));
    }

    private Condition warn(
            @Nullable Condition known, String reason, Function<Duration, String> message) {
        long now = nanoTime.getAsLong();
        if (known != null && now - known.lastLogged() < interval(known, reason)) {
            return known;
        }
        long since = known == null ? now : known.since();
        LOG.warn("{}", message.apply(Duration.ofNanos(now - since)));
        return new Condition(since, now, reason);
    }

    private long interval(Condition known, String reason) {
        return reason.equals(known.reason()) ? repeatNanos : changeNanos;
    }

    /**
     * The condition is over, if it held.
     *
     * @param message not called if it did not
     */
    public void over(String node, Supplier<String> message) {
        // Looked up first: on the way of every good answer nothing is locked.
        if (!conditions.isEmpty() && conditions.remove(node) != null) {
            LOG.info("{}", message.get());
        }
    }
}
