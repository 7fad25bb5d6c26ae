// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import io.leat.kafka.claim.GroupClaim.State;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes the claim that a run writes into its group from the claim that it has read there. Used
 * by one thread.
 *
 * <p>Reading and writing are two steps for Kafka, so two runs may write over each other. The term
 * settles it: of two runs that both hold the claim, the one whose term is lower stops.
 */
final class ClaimHolder {

    private final String group;
    private final ClaimIdentity self;
    private final String run;
    private final String host;
    private final InstantSource clock;
    private @Nullable GroupClaim mine;

    /**
     * Holds nothing yet.
     *
     * @param group for messages
     * @param run drawn at random
     * @param host where this runs, for a person to read
     */
    ClaimHolder(String group, ClaimIdentity self, String run, String host, InstantSource clock) {
        this.group = group;
        this.self = self;
        this.run = run;
        this.host = host;
        this.clock = clock;
    }

    /**
     * Takes a claim that is free, whichever job held it before.
     *
     * @param next HELD where no other can take it at the same time, else CLAIMING
     * @return what is to be written
     */
    GroupClaim take(Optional<GroupClaim> stored, State next) {
        long term = stored.map(GroupClaim::term).orElse(0L) + 1;
        mine =
                new GroupClaim(
                        String.valueOf(self.owner()),
                        run,
                        term,
                        host,
                        stored.filter(this::goesOn)
                                .map(GroupClaim::since)
                                .orElseGet(clock::instant),
                        clock.millis(),
                        next,
                        null);
        return mine;
    }

    /** A JobManager that fails over does not start its job anew. */
    private boolean goesOn(GroupClaim before) {
        return isOfThisJob(before) && !before.isFree() && !self.alone();
    }

    /**
     * Confirms a claim that was being taken: no other has written over it meanwhile.
     *
     * @return what is to be written
     * @throws GroupHeldException if another has
     */
    GroupClaim confirm(Optional<GroupClaim> stored) {
        GroupClaim claimed = held();
        if (stored.isPresent() && !isThisRun(stored.get())) {
            throw GroupHeldException.refused(group, stored.get());
        }
        mine = claimed.as(State.HELD);
        return mine;
    }

    /**
     * Renews the claim, at least every {@link ClaimWatch#RENEWAL} and with each commit of offsets.
     *
     * @return what is to be written, or nothing if another run of the same job has taken it, which
     *     happens to a JobManager that was replaced
     * @throws GroupHeldException if another job has taken it
     */
    Optional<GroupClaim> renew(Optional<GroupClaim> stored) {
        GroupClaim held = held();
        if (stored.isPresent() && !isThisRun(stored.get())) {
            GroupClaim other = stored.get();
            boolean over = other.term() > held.term() && !other.isFree();
            if (over && isOfThisJob(other)) {
                return Optional.empty();
            }
            if (over) {
                throw GroupHeldException.takenOver(group, other);
            }
            // It was written in the same moment, or by one that thought this run dead.
            held = withTerm(held, Math.max(held.term(), other.term()) + 1);
        }
        String wanted = stored.filter(this::isThisRun).map(GroupClaim::wanted).orElse(null);
        mine =
                new GroupClaim(
                        held.owner(),
                        run,
                        held.term(),
                        host,
                        held.since(),
                        Math.max(held.seen() + 1, clock.millis()),
                        held.state(),
                        wanted);
        return Optional.of(mine);
    }

    /**
     * Gives the claim up.
     *
     * @param end RELEASED where the job may go on in another run, FREE where it will not
     * @return what is to be written, or nothing if it was another's already
     */
    Optional<GroupClaim> giveUp(Optional<GroupClaim> stored, State end) {
        GroupClaim held = mine;
        return held == null || stored.filter(this::isThisRun).isEmpty()
                ? Optional.empty()
                : Optional.of(held.as(end));
    }

    /** The host of the job that wants to take the claim over, or null. */
    @Nullable String wantedBy() {
        return mine == null ? null : mine.wanted();
    }

    /** Whether this run has taken the claim, confirmed or not. */
    boolean hasTaken() {
        return mine != null;
    }

    private GroupClaim held() {
        if (mine == null) {
            throw new IllegalStateException("the claim on group " + group + " was not taken");
        }
        return mine;
    }

    private boolean isThisRun(GroupClaim claim) {
        return claim.run().equals(run);
    }

    private boolean isOfThisJob(GroupClaim claim) {
        return claim.owner().equals(self.owner());
    }

    private static GroupClaim withTerm(GroupClaim claim, long term) {
        return new GroupClaim(
                claim.owner(),
                claim.run(),
                term,
                claim.host(),
                claim.since(),
                claim.seen(),
                claim.state(),
                claim.wanted());
    }
}
