// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.Reply;
import io.leat.client.RetryBudget;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import io.leat.testing.model.GrpcModelStub;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GrpcDeadlineTest extends GrpcClientFixture {

    @Override
    public Duration callTimeout() {
        return Duration.ofHours(1);
    }

    @Test
    void reachesTheModelAsTheDeadlineOfTheCall() throws Exception {
        CompletableFuture<io.grpc.Deadline> seen = new CompletableFuture<>();
        serve(
                (call, headers, request) -> {
                    seen.complete(Context.current().getDeadline());
                    GrpcModelStub.answer(call, new byte[0]);
                });
        Deadline deadline = new Deadline(60_000, "test", () -> Instant.EPOCH);

        Reply reply =
                client.call(
                                new NodeCall(
                                        "m",
                                        UnitMethod.PREDICT,
                                        new Payload(new byte[0], V2_REQUEST)),
                                new CallContext(
                                        "p",
                                        () -> "k",
                                        new byte[0],
                                        new String[0],
                                        new byte[0][],
                                        new RetryBudget(),
                                        deadline))
                        .get(90, TimeUnit.SECONDS);

        assertThat(reply).isInstanceOf(Reply.Answered.class);
        assertThat(seen.join().timeRemaining(TimeUnit.SECONDS)).isLessThanOrEqualTo(60);
    }
}
