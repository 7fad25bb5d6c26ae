// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.FailureAction;
import io.leat.client.Reply;
import io.leat.protocol.CallFailure;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.net.TcpLink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Connections over which nothing comes any more, and those that merely look so. */
class GrpcSilenceTest extends GrpcClientFixture {

    @Override
    public Duration callTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public LongSupplier clock() {
        return System::nanoTime;
    }

    @Test
    void leavesAConnectionThatHasFallenSilentWithTheFirstCallThatTimesOut() throws Exception {
        server = GrpcModelStub.start(GrpcModelStub.ECHO);
        try (TcpLink link = TcpLink.to(server.port())) {
            open(link.address());
            assertAnswered(call(BODY), BODY);
            link.silence();

            CompletableFuture<Reply> another = begin(client, BODY);
            CallFailure failure = refusal(call(BODY), FailureAction.RETRY);
            refusal(another.get(20, TimeUnit.SECONDS), FailureAction.RETRY);

            assertThat(failure.status()).isEqualTo("DEADLINE_EXCEEDED");
            assertAnswered(call(BODY), BODY);
            assertThat(link.connections()).isEqualTo(2);
        }
    }

    @Test
    void leavesAConnectionThatIsNeverMade() throws Exception {
        server = GrpcModelStub.start(GrpcModelStub.ECHO);
        try (TcpLink link = TcpLink.to(server.port())) {
            link.die();
            open(link.address());
            refusal(call(BODY), FailureAction.RETRY);

            link.revive();

            int calls = 1;
            while (call(BODY) instanceof Reply.Refused) {
                calls++;
            }
            // As long as a connection may take, and some calls more.
            assertThat(calls).isBetween(1, 4);
        }
    }

    @Test
    void keepsAConnectionOverWhichOthersAreAnswered() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        serve(
                (call, headers, request) -> {
                    if (request.length == 0) {
                        arrived.countDown();
                    } else {
                        GrpcModelStub.answer(call, request);
                    }
                });
        assertAnswered(call(BODY), BODY);
        CompletableFuture<Reply> never = begin(client, new byte[0]);
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        assertAnswered(call(BODY), BODY);

        refusal(never.get(20, TimeUnit.SECONDS), FailureAction.RETRY);

        assertAnswered(call(BODY), BODY);
        assertThat(server.connections()).isEqualTo(1);
    }
}
