// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.kafka.CommitMetadata;
import io.leat.kafka.admin.PreflightException;
import io.leat.kafka.claim.GroupClaim.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A start and a group that another job may hold; time passes only while the start waits. */
class ClaimPreflightTest {

    private static final TopicPartition HOME = new TopicPartition("in", 0);
    private static final ClaimIdentity SELF = new ClaimIdentity(null, false, Set.of("before"));

    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final List<String> said = new ArrayList<>();
    private long nanos;

    /** What the other job does while the start waits. */
    private Runnable other = () -> {};

    private final class Stored implements GroupOffsets {

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed() {
            return Map.copyOf(committed);
        }

        @Override
        public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
            return Map.of(HOME, 0L);
        }

        @Override
        public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
            return Map.of(HOME, 0L);
        }

        @Override
        public void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            committed.putAll(offsets);
        }

        @Override
        public void close() {}
    }

    private void start(boolean takeOver) throws PreflightException {
        start(SELF, takeOver);
    }

    private void start(ClaimIdentity self, boolean takeOver) throws PreflightException {
        new ClaimPreflight(
                        new Stored(),
                        new ClaimPreflight.StartRequest("a.b.c", "in", self, takeOver),
                        said::add,
                        () -> nanos,
                        time -> {
                            nanos += time.toNanos();
                            other.run();
                        })
                .check();
    }

    private void write(String owner, State state, long seen) {
        write(owner, "host-a", state, seen);
    }

    private void write(String owner, String host, State state, long seen) {
        GroupClaim claim = new GroupClaim(owner, "run", 1, host, Instant.EPOCH, seen, state, null);
        committed.put(HOME, new OffsetAndMetadata(7, claim.in(CommitMetadata.EMPTY).text()));
    }

    private GroupClaim claim() {
        return ClaimKeeper.claim(committed).orElseThrow();
    }

    private Duration waited() {
        return Duration.ofNanos(nanos);
    }

    /** Renews as a holder does, and keeps who wants the claim. */
    private void renew() {
        GroupClaim claim = claim();
        GroupClaim next =
                new GroupClaim(
                        claim.owner(),
                        claim.run(),
                        claim.term(),
                        claim.host(),
                        claim.since(),
                        nanos / ClaimWatch.RENEWAL.toNanos(),
                        claim.state(),
                        claim.wanted());
        committed.put(HOME, new OffsetAndMetadata(7, next.in(CommitMetadata.EMPTY).text()));
    }

    @Test
    void startsAtOnceWhereNothingWasEverCommitted() throws PreflightException {
        start(false);

        assertThat(waited()).isZero();
        assertThat(said).isEmpty();
        assertThat(committed).isEmpty();
    }

    @Test
    void refusesWithGroupHostAndTimeWhileAnotherRenews() {
        write("other", State.HELD, -1);
        other = this::renew;

        assertThatThrownBy(() -> start(false))
                .isInstanceOf(PreflightException.class)
                .hasMessageStartingWith(
                        "another job runs this deployment: group \"a.b.c\" is held by a job on host"
                                + " host-a since 1970-01-01T00:00:00Z");
        assertThat(waited()).isLessThanOrEqualTo(ClaimWatch.RENEWAL.plusSeconds(1));
        assertThat(said).isEmpty();
        assertThat(claim().owner()).isEqualTo("other");
    }

    /** As when a JobManager of an application cluster is replaced. */
    @Test
    void goesOnWhereTheSameJobHasBeenRecoveredHere() throws PreflightException {
        write("same", LocalHostName.local(), State.HELD, -1);
        other = this::renew;

        start(new ClaimIdentity("same", false, Set.of()), false);

        assertThat(waited()).isZero();
        assertThat(claim().owner()).isEqualTo("same");
    }

    @Test
    void refusesTheSameJobThatIsRenewedElsewhere() {
        write("same", State.HELD, -1);
        other = this::renew;

        assertThatThrownBy(() -> start(new ClaimIdentity("same", false, Set.of()), false))
                .isInstanceOf(PreflightException.class)
                .hasMessageContaining("host-a");
        assertThat(waited()).isGreaterThanOrEqualTo(ClaimWatch.REPLACEMENT);
    }

    @Test
    void freesTheClaimOfAJobThatWasKilledAndKeepsTheOffset() throws PreflightException {
        write("other", State.HELD, 1);

        start(false);

        assertThat(waited()).isEqualTo(ClaimWatch.LEASE);
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).contains("host-a", "a.b.c", "30 s");
        assertThat(claim().isFree()).isTrue();
        assertThat(committed.get(HOME).offset()).isEqualTo(7);
    }

    @Test
    void startsAtOnceAfterTheJobWhoseStateItTakesUpHasClosed() throws PreflightException {
        write("before", State.RELEASED, 1);

        start(false);

        assertThat(waited()).isZero();
    }

    @Test
    void asksTheHolderToStopAndWaitsUntilItHas() throws PreflightException {
        write("other", State.HELD, -1);
        other =
                () -> {
                    renew();
                    if (claim().wanted() != null && waited().toSeconds() >= 20) {
                        write("other", State.FREE, 99);
                    }
                };

        start(true);

        assertThat(waited()).isEqualTo(Duration.ofSeconds(20));
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).contains("waiting for the job on host host-a to stop");
    }

    @Test
    void takesOverFromAJobThatDoesNotAnswer() throws PreflightException {
        write("other", State.HELD, 1);

        start(true);

        assertThat(waited()).isEqualTo(ClaimWatch.BRIEF);
        assertThat(claim().isFree()).isTrue();
    }

    @Test
    void refusesAfterAllWhereTheHolderDoesNotStop() {
        write("other", State.HELD, -1);
        other = this::renew;

        assertThatThrownBy(() -> start(true)).isInstanceOf(PreflightException.class);
        assertThat(waited()).isGreaterThan(Duration.ofMinutes(2));
    }
}
