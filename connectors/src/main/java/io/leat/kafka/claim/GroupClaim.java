// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import io.leat.kafka.CommitMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The claim of the job that runs a deployment: a lease on the deployment's consumer group, kept in
 * the metadata of the group's committed offsets. It is held by renewing it, so it outlives a job
 * that is killed only until others have seen for a while that it does not change any more.
 *
 * <p>Why it is so: {@code docs/adr/0011-a-job-claims-its-consumer-group.md}.
 *
 * @param owner the job; the same for all runs of one job
 * @param run one run of that job's JobManager; drawn at random
 * @param term rises with each run that takes the claim; the higher one is right
 * @param host where the job's JobManager runs
 * @param since when the job took the claim, by the clock of its host
 * @param seen changes with each renewal; says nothing else
 * @param wanted where a job runs that wants to take the claim over, or null
 */
public record GroupClaim(
        String owner,
        String run,
        long term,
        String host,
        Instant since,
        long seen,
        State state,
        @Nullable String wanted) {

    /** What the run does with the claim. */
    public enum State {
        /** It has just written it, and looks whether another has too. */
        CLAIMING,
        /** Its job runs. */
        HELD,
        /** It has ended in good order; its job may go on in another run. */
        RELEASED,
        /** Its job has ended, and another may start at once. */
        FREE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String RUN = "run";
    private static final String TERM = "term";
    private static final String STATE = "claim";
    private static final String WANTED = "wanted";

    public GroupClaim {
        since = since.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Reads it where there is one; what is no claim is none. */
    static Optional<GroupClaim> of(Map<String, String> metadata) {
        try {
            return Optional.of(
                    new GroupClaim(
                            required(metadata, CommitMetadata.OWNER),
                            required(metadata, RUN),
                            Long.parseLong(required(metadata, TERM)),
                            required(metadata, CommitMetadata.HOST),
                            Instant.parse(required(metadata, CommitMetadata.SINCE)),
                            Long.parseLong(required(metadata, CommitMetadata.SEEN)),
                            State.valueOf(required(metadata, STATE).toUpperCase(Locale.ROOT)),
                            metadata.get(WANTED)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String required(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }

    /** The one that counts, where several partitions of a group hold one. */
    static Optional<GroupClaim> newest(Collection<CommitMetadata> group) {
        return group.stream()
                .map(metadata -> of(metadata.values()))
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(GroupClaim::term));
    }

    /** Puts it into the metadata of an offset, in place of any other. */
    CommitMetadata in(CommitMetadata metadata) {
        CommitMetadata claimed =
                noneIn(metadata)
                        .with(CommitMetadata.OWNER, owner)
                        .with(RUN, run)
                        .with(TERM, Long.toString(term))
                        .with(CommitMetadata.HOST, host)
                        .with(CommitMetadata.SINCE, since.toString())
                        .with(CommitMetadata.SEEN, Long.toString(seen))
                        .with(STATE, state.text());
        return wanted == null ? claimed : claimed.with(WANTED, wanted);
    }

    /** The metadata of an offset without any claim. */
    static CommitMetadata noneIn(CommitMetadata metadata) {
        return metadata.without(
                CommitMetadata.OWNER,
                RUN,
                TERM,
                CommitMetadata.HOST,
                CommitMetadata.SINCE,
                CommitMetadata.SEEN,
                STATE,
                WANTED);
    }

    boolean isFree() {
        return state == State.FREE;
    }

    GroupClaim as(State next) {
        return new GroupClaim(owner, run, term, host, since, seen, next, wanted);
    }

    GroupClaim wantedBy(String other) {
        return new GroupClaim(owner, run, term, host, since, seen, state, other);
    }
}
