// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.claim.ClaimWatch.Liveness;
import io.leat.kafka.claim.GroupClaim.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a start takes a claim that another job has written. */
class ClaimWatchTest {

    private static final ClaimIdentity STRANGER =
            new ClaimIdentity("stranger", false, Set.of("savedjob"));

    private long nanos = 1;
    private ClaimWatch watch = watch(STRANGER);

    private ClaimWatch watch(ClaimIdentity self) {
        return new ClaimWatch(self, ClaimWatch.LEASE, () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static GroupClaim claim(String owner, long seen, State state) {
        return new GroupClaim(owner, "run", 1, "host-a", Instant.EPOCH, seen, state, null);
    }

    private Liveness look(GroupClaim claim) {
        return watch.look(Optional.of(claim));
    }

    @Test
    void takesAGroupThatNoJobHasClaimed() {
        assertThat(watch.look(Optional.empty())).isEqualTo(Liveness.FREE);
        assertThat(look(claim("other", 1, State.FREE))).isEqualTo(Liveness.FREE);
    }

    @Test
    void refusesOnceTheClaimOfAnotherChanges() {
        assertThat(look(claim("other", 1, State.HELD))).isEqualTo(Liveness.UNDECIDED);
        pass(ClaimWatch.RENEWAL);
        assertThat(look(claim("other", 2, State.HELD))).isEqualTo(Liveness.HELD);
    }

    @Test
    void comparesNoClocks() {
        assertThat(look(claim("other", 1_000_000, State.HELD))).isEqualTo(Liveness.UNDECIDED);
        assertThat(look(claim("other", 5, State.HELD))).isEqualTo(Liveness.HELD);
    }

    @Test
    void takesTheClaimOfAnotherThatStaysAsItIsForAWholeLease() {
        look(claim("other", 1, State.HELD));
        pass(ClaimWatch.LEASE.minusMillis(1));
        assertThat(look(claim("other", 1, State.HELD))).isEqualTo(Liveness.UNDECIDED);
        pass(Duration.ofMillis(1));
        assertThat(look(claim("other", 1, State.HELD))).isEqualTo(Liveness.FREE);
    }

    @Test
    void waitsLessForTheJobWhoseStateItTakesUp() {
        look(claim("savedjob-and-more", 1, State.HELD));
        pass(ClaimWatch.BRIEF);
        assertThat(look(claim("savedjob-and-more", 1, State.HELD))).isEqualTo(Liveness.FREE);
    }

    @Test
    void refusesWhileTheJobWhoseStateItTakesUpIsAlive() {
        look(claim("savedjob", 1, State.HELD));
        pass(ClaimWatch.RENEWAL);
        assertThat(look(claim("savedjob", 2, State.HELD))).isEqualTo(Liveness.HELD);
    }

    @Test
    void waitsForTheReturnOfAnotherThatEndedInGoodOrder() {
        assertThat(look(claim("other", 1, State.RELEASED))).isEqualTo(Liveness.UNDECIDED);
        pass(ClaimWatch.RETURN);
        assertThat(look(claim("other", 1, State.RELEASED))).isEqualTo(Liveness.FREE);
    }

    @Test
    void takesWhatItsOwnJobOrItsPredecessorReleasedAtOnce() {
        assertThat(look(claim("stranger", 1, State.RELEASED))).isEqualTo(Liveness.FREE);
        assertThat(look(claim("savedjob", 1, State.RELEASED))).isEqualTo(Liveness.FREE);
    }

    @Test
    void neverTakesAClaimThatIsReleasedWhileItWatchesForALivingOne() {
        look(claim("other", 1, State.HELD));
        pass(ClaimWatch.RENEWAL);
        assertThat(look(claim("other", 1, State.RELEASED))).isEqualTo(Liveness.UNDECIDED);
        assertThat(look(claim("other", 2, State.HELD))).isEqualTo(Liveness.HELD);
    }

    @Test
    void givesAJobManagerThatWasReplacedTimeToNotice() {
        watch = watch(new ClaimIdentity("job", false, Set.of()));
        look(claim("job", 1, State.HELD));
        pass(ClaimWatch.RENEWAL);
        assertThat(look(claim("job", 2, State.HELD))).isEqualTo(Liveness.UNDECIDED);
        pass(ClaimWatch.BRIEF);
        assertThat(look(claim("job", 2, State.HELD))).isEqualTo(Liveness.FREE);
    }

    @Test
    void refusesASecondClusterThatGivesItsJobTheSameId() {
        watch = watch(new ClaimIdentity("job", false, Set.of()));
        look(claim("job", 1, State.HELD));
        pass(ClaimWatch.REPLACEMENT);
        assertThat(look(claim("job", 30, State.HELD))).isEqualTo(Liveness.HELD);
    }

    @Test
    void startsAtOnceWhereItsEarlierRunHasCertainlyEnded() {
        watch = watch(new ClaimIdentity("folder", true, Set.of()));
        assertThat(look(claim("folder", 1, State.HELD))).isEqualTo(Liveness.FREE);
    }
}
