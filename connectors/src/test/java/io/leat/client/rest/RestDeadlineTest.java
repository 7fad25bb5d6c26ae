// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.client.RetryBudget;
import io.leat.protocol.NodeCall;
import io.leat.protocol.UnitMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestDeadlineTest extends RestClientFixture {

    /** The call would last an hour else. */
    @Test
    void endsACallWithTheDeadlineOfItsRecord() throws Exception {
        serve(Duration.ofHours(1), (call, connection) -> {});
        Deadline deadline = new Deadline(100, "test", () -> Instant.EPOCH);

        Reply reply =
                client.call(
                                new NodeCall("m", UnitMethod.PREDICT, payload("{}")),
                                new CallContext(
                                        "p",
                                        () -> "k",
                                        new byte[0],
                                        new String[0],
                                        new byte[0][],
                                        new RetryBudget(),
                                        deadline))
                        .get(90, TimeUnit.SECONDS);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(FailureKind.UNANSWERED));
    }
}
