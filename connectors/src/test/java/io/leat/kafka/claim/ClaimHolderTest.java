// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.kafka.CommitMetadata;
import io.leat.kafka.claim.GroupClaim.State;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How several runs that write into one place come to be one. */
class ClaimHolderTest {

    private static final String GROUP = "main.iris.lab";

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private Optional<GroupClaim> stored = Optional.empty();

    private ClaimHolder holder(String owner, String run) {
        return new ClaimHolder(
                GROUP,
                new ClaimIdentity(owner, false, Set.of()),
                run,
                "host-of-" + owner,
                () -> now);
    }

    private ClaimHolder holding(String owner, String run) {
        ClaimHolder holder = holder(owner, run);
        write(holder.take(stored, State.CLAIMING));
        write(holder.confirm(stored));
        return holder;
    }

    private void write(GroupClaim claim) {
        // As it is after a way through the metadata.
        stored =
                GroupClaim.of(CommitMetadata.parse(claim.in(CommitMetadata.EMPTY).text()).values());
    }

    private boolean renews(ClaimHolder holder) {
        Optional<GroupClaim> renewed = holder.renew(stored);
        renewed.ifPresent(this::write);
        return renewed.isPresent();
    }

    @Test
    void saysWhoHoldsItSinceWhen() {
        holding("a", "a1");

        assertThat(stored)
                .hasValueSatisfying(
                        claim -> {
                            assertThat(claim.state()).isEqualTo(State.HELD);
                            assertThat(GroupHeldException.refusal(GROUP, claim))
                                    .isEqualTo(
                                            "another job runs this deployment: group \"main.iris.lab\" is"
                                                    + " held by a job on host host-of-a since"
                                                    + " 2026-01-02T03:04:05Z (expected: one job for each"
                                                    + " deployment; stop that one first, or start this one"
                                                    + " with --take-over, which stops it)");
                        });
    }

    @Test
    void changesWithEachRenewalThoughTheClockStandsStill() {
        ClaimHolder a = holding("a", "a1");
        long before = stored.orElseThrow().seen();

        assertThat(renews(a)).isTrue();

        assertThat(stored.orElseThrow().seen()).isGreaterThan(before);
    }

    @Test
    void letsOneOfTwoWinThatStartInTheSameMoment() {
        ClaimHolder a = holder("a", "a1");
        ClaimHolder b = holder("b", "b1");
        GroupClaim ofA = a.take(Optional.empty(), State.CLAIMING);
        GroupClaim ofB = b.take(Optional.empty(), State.CLAIMING);
        write(ofA);
        write(ofB);

        assertThatThrownBy(() -> a.confirm(stored))
                .isInstanceOf(GroupHeldException.class)
                .hasMessageContaining("is held by a job on host host-of-b");
        assertThat(b.confirm(stored).state()).isEqualTo(State.HELD);
    }

    @Test
    void stopsOneOfTwoThatBothThinkTheyHoldIt() {
        ClaimHolder a = holder("a", "a1");
        ClaimHolder b = holder("b", "b1");
        GroupClaim ofA = a.take(Optional.empty(), State.HELD);
        GroupClaim ofB = b.take(Optional.empty(), State.HELD);
        write(ofA);
        write(ofB);

        assertThat(renews(a)).isTrue();
        assertThatThrownBy(() -> b.renew(stored)).isInstanceOf(GroupHeldException.class);
        assertThat(renews(a)).isTrue();
    }

    @Test
    void stopsAJobThatWasTakenOverFrom() {
        ClaimHolder a = holding("a", "a1");
        now = now.plusSeconds(60);
        holding("b", "b1");

        assertThatThrownBy(() -> a.renew(stored))
                .isInstanceOf(GroupHeldException.class)
                .hasMessage(
                        "another job runs this deployment: group \"main.iris.lab\" was taken over"
                                + " by a job on host host-of-b at 2026-01-02T03:05:05Z (expected:"
                                + " one job for each deployment; this one stops, as two would lose"
                                + " records or answer them twice)");
    }

    @Test
    void keepsWhatALateWriterThoughtIts() {
        ClaimHolder a = holding("a", "a1");
        GroupClaim late = a.renew(stored).orElseThrow();
        ClaimHolder b = holding("b", "b1");
        write(late);

        assertThat(renews(b)).isTrue();
        assertThatThrownBy(() -> a.renew(stored)).isInstanceOf(GroupHeldException.class);
    }

    @Test
    void leavesTheJobToTheJobManagerThatReplacedThisOne() {
        ClaimHolder before = holding("job", "first");
        Instant since = now;
        now = now.plusSeconds(60);
        ClaimHolder after = holding("job", "second");

        assertThat(renews(before)).isFalse();
        assertThat(renews(after)).isTrue();
        assertThat(stored.orElseThrow().since()).isEqualTo(since);
    }

    @Test
    void takesItAgainWhereTheMetadataWasReset() {
        ClaimHolder a = holding("a", "a1");
        stored = Optional.empty();

        assertThat(renews(a)).isTrue();
        assertThat(stored.orElseThrow().owner()).isEqualTo("a");
    }

    @Test
    void hearsOfTheJobThatWantsIt() {
        ClaimHolder a = holding("a", "a1");
        write(stored.orElseThrow().wantedBy("host-of-b"));

        assertThat(renews(a)).isTrue();

        assertThat(a.wantedBy()).isEqualTo("host-of-b");
        assertThat(stored.orElseThrow().wanted()).isEqualTo("host-of-b");
    }

    @Test
    void givesUpOnlyWhatIsItsOwn() {
        ClaimHolder a = holding("a", "a1");
        ClaimHolder b = holding("b", "b1");

        assertThat(a.giveUp(stored, State.FREE)).isEmpty();
        assertThat(b.giveUp(stored, State.FREE))
                .hasValueSatisfying(claim -> assertThat(claim.isFree()).isTrue());
    }
}
