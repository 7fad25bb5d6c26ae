// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.CommitMetadata;
import io.leat.kafka.claim.GroupClaim.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The claim in the metadata of an offset. */
class GroupClaimTest {

    private static GroupClaim claim(long term, State state) {
        return new GroupClaim(
                "0123abcd",
                "run 1",
                term,
                "höst=1",
                Instant.parse("2026-01-02T03:04:05.678Z"),
                42,
                state,
                null);
    }

    private static CommitMetadata written(GroupClaim claim, CommitMetadata before) {
        return CommitMetadata.parse(claim.in(before).text());
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void readsWhatItWrote(State state) {
        GroupClaim claim = claim(7, state);

        assertThat(GroupClaim.of(written(claim, CommitMetadata.EMPTY).values())).contains(claim);
        assertThat(GroupClaim.of(written(claim.wantedBy("b"), CommitMetadata.EMPTY).values()))
                .contains(claim.wantedBy("b"));
    }

    @Test
    void leavesOtherEntriesAlone() {
        CommitMetadata topic = CommitMetadata.EMPTY.with(CommitMetadata.TOPIC_ID, "abc");

        CommitMetadata claimed = written(claim(1, State.HELD).wantedBy("b"), topic);

        assertThat(claimed.get(CommitMetadata.TOPIC_ID)).isEqualTo("abc");
        assertThat(GroupClaim.noneIn(claimed)).isEqualTo(topic);
    }

    @Test
    void dropsAWishThatIsNoneAnyMore() {
        CommitMetadata wanted = written(claim(1, State.HELD).wantedBy("b"), CommitMetadata.EMPTY);

        assertThat(GroupClaim.of(written(claim(2, State.HELD), wanted).values()))
                .contains(claim(2, State.HELD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "written by another tool",
                "leat topic-id=abc",
                "leat owner=a run=b term=x host=h since=2026-01-02T03:04:05Z seen=1 claim=held",
                "leat owner=a run=b term=1 host=h since=yesterday seen=1 claim=held",
                "leat owner=a run=b term=1 host=h since=2026-01-02T03:04:05Z seen=1 claim=lost"
            })
    void readsAnythingElseAsNone(String metadata) {
        assertThat(GroupClaim.of(CommitMetadata.parse(metadata).values())).isEmpty();
    }

    @Test
    void countsTheNewestOfAGroup() {
        CommitMetadata old = written(claim(1, State.HELD), CommitMetadata.EMPTY);
        CommitMetadata now = written(claim(2, State.FREE), CommitMetadata.EMPTY);

        assertThat(GroupClaim.newest(List.of(now, CommitMetadata.EMPTY, old)))
                .contains(claim(2, State.FREE));
    }
}
