// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The time after which a record's answer is of no use. Thread-safe. */
public final class Deadline {

    private static final Duration LEAST = Duration.ofMillis(1);
    private static final long NEVER = Long.MAX_VALUE;

    private final long millis;
    private final long callsUntil;
    private final String statedBy;
    private final InstantSource clock;

    /**
     * Of one record.
     *
     * @param millis since 1970
     * @param statedBy where it is stated, for messages: {@code header leat-deadline}
     * @param clock tells whether it has passed
     */
    public Deadline(long millis, String statedBy, InstantSource clock) {
        this(millis, millis, statedBy, clock);
    }

    private Deadline(long millis, long callsUntil, String statedBy, InstantSource clock) {
        this.millis = millis;
        this.callsUntil = callsUntil;
        this.statedBy = statedBy;
        this.clock = clock;
    }

    /**
     * Of several records that share a call: it waits until the first deadline of any, and once it
     * is made it may last until the last one, as the others still want its answer.
     *
     * @return null if none has a deadline
     */
    public static @Nullable Deadline ofAll(List<@Nullable Deadline> records) {
        Deadline first = null;
        long last = 0;
        for (Deadline each : records) {
            last = Math.max(last, each == null ? NEVER : each.millis);
            first = each != null && (first == null || each.isBefore(first)) ? each : first;
        }
        return first == null ? null : new Deadline(first.millis, last, first.statedBy, first.clock);
    }

    public boolean isBefore(Deadline other) {
        return millis < other.millis;
    }

    /** Whether it has passed. */
    public boolean isOver() {
        return clock.millis() >= millis;
    }

    /** How long a wait may last that ends with it at the latest; at least a millisecond. */
    public Duration cut(Duration wait) {
        return shorter(wait, millis);
    }

    /** How long a call may last that is made now; at least a millisecond. */
    Duration cutCall(Duration timeout) {
        return callsUntil == NEVER ? timeout : shorter(timeout, callsUntil);
    }

    private Duration shorter(Duration longest, long end) {
        Duration left = Duration.ofMillis(end - clock.millis());
        Duration least = left.compareTo(LEAST) < 0 ? LEAST : left;
        return least.compareTo(longest) < 0 ? least : longest;
    }

    /** What there is to say once it has passed. */
    public String passed() {
        return "its deadline, %s, has passed (expected: an answer by then; the deadline is stated by %s)"
                .formatted(Instant.ofEpochMilli(millis), statedBy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Deadline that
                && millis == that.millis
                && callsUntil == that.callsUntil
                && statedBy.equals(that.statedBy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(millis, callsUntil, statedBy);
    }

    @Override
    public String toString() {
        return "Deadline[" + Instant.ofEpochMilli(millis) + ", " + statedBy + "]";
    }
}
