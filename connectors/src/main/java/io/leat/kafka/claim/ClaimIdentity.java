// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identity of the job that asks for the claim on a group.
 *
 * @param owner the same for all runs of one job, or null for the id that Flink gives it
 * @param alone whether no other process can have this owner, so that its earlier runs have ended
 * @param predecessors what the owners of the jobs begin with whose state this one starts from
 */
public record ClaimIdentity(@Nullable String owner, boolean alone, Set<String> predecessors)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How the holder of a claim and a job that starts belong together. */
    enum Relation {
        /** Earlier runs of the same job that have certainly ended. */
        ENDED,
        /** The same job. */
        SAME,
        /** The job whose state this one starts from. */
        PREDECESSOR,
        OTHER
    }

    public ClaimIdentity {
        predecessors = Set.copyOf(predecessors);
    }

    Relation to(GroupClaim claim) {
        if (claim.owner().equals(owner)) {
            return alone ? Relation.ENDED : Relation.SAME;
        }
        return predecessors.stream().anyMatch(claim.owner()::startsWith)
                ? Relation.PREDECESSOR
                : Relation.OTHER;
    }

    /** The same job with the id that Flink has given it, unless it has an owner of its own. */
    public ClaimIdentity ofJob(@Nullable String jobId) {
        return owner == null ? new ClaimIdentity(jobId, alone, predecessors) : this;
    }
}
