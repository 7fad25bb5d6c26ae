// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import io.leat.kafka.claim.ClaimIdentity.Relation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out by looking several times whether a claim's holder is alive: it is if the claim changes.
 * The clocks of two hosts are never compared. Used by one thread.
 */
public final class ClaimWatch {

    /** How often a holder renews its claim. */
    public static final Duration RENEWAL = Duration.ofSeconds(3);

    /**
     * How long the claim of an unknown job must stay as it is: longer than a JobManager takes to
     * fail over, and than brokers are slow.
     */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** The same for a job whose state is taken up: that it has ended is likely. */
    static final Duration BRIEF = Duration.ofSeconds(8);

    /** The same for a run that ended in good order: its job has ended, or comes back at once. */
    static final Duration RETURN = Duration.ofSeconds(10);

    /** How long a JobManager that was replaced may take to notice that. */
    static final Duration REPLACEMENT = Duration.ofSeconds(90);

    /** What a look has shown. */
    enum Liveness {
        /** Nothing is held, or what is held has lapsed. */
        FREE,
        /** Another job is alive. */
        HELD,
        /** Not known yet. */
        UNDECIDED
    }

    private final ClaimIdentity self;
    private final Duration lease;
    private final LongSupplier nanos;
    private final long start;
    private @Nullable GroupClaim last;
    private long lastChange;

    /**
     * Has not looked yet.
     *
     * @param lease how long the claim of an unknown job must stay as it is
     * @param nanos a clock that does not jump
     */
    ClaimWatch(ClaimIdentity self, Duration lease, LongSupplier nanos) {
        this.self = self;
        this.lease = lease;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    Liveness look(Optional<GroupClaim> stored) {
        if (stored.isEmpty() || stored.get().isFree()) {
            return Liveness.FREE;
        }
        GroupClaim now = stored.get();
        Relation relation = self.to(now);
        if (relation == Relation.ENDED || (relation != Relation.OTHER && isReleased(now))) {
            return Liveness.FREE;
        }
        GroupClaim before = last;
        if (before == null || differs(before, now)) {
            last = now;
            lastChange = nanos.getAsLong();
            return before == null || isReleased(now) ? Liveness.UNDECIDED : alive(relation);
        }
        return since(lastChange).compareTo(patience(relation, now)) >= 0
                ? Liveness.FREE
                : Liveness.UNDECIDED;
    }

    /** A JobManager that has lost its leadership may hold its job's claim for a moment longer. */
    private Liveness alive(Relation relation) {
        return relation == Relation.SAME && since(start).compareTo(REPLACEMENT) < 0
                ? Liveness.UNDECIDED
                : Liveness.HELD;
    }

    private Duration patience(Relation relation, GroupClaim claim) {
        if (relation == Relation.OTHER) {
            return isReleased(claim) ? shorter(RETURN) : lease;
        }
        return shorter(BRIEF);
    }

    private Duration shorter(Duration time) {
        return time.compareTo(lease) < 0 ? time : lease;
    }

    private Duration since(long nanoTime) {
        return Duration.ofNanos(nanos.getAsLong() - nanoTime);
    }

    private static boolean isReleased(GroupClaim claim) {
        return claim.state() == GroupClaim.State.RELEASED;
    }

    /** That another wants it says nothing of its holder. */
    private static boolean differs(GroupClaim one, GroupClaim other) {
        return !one.run().equals(other.run())
                || one.seen() != other.seen()
                || one.state() != other.state();
    }
}
