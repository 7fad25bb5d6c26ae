// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.client.CallContext;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.client.ThreadScheduler;
import io.leat.client.retry.Backoff;
import io.leat.client.retry.Retrying;
import io.leat.client.retry.RetryingClient;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.net.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Servers that are away, slow, many, or left. */
class GrpcConnectionTest extends GrpcClientFixture {

    @Test
    void wantsAReplyThatNeverComesRepeated() throws Exception {
        serve(GrpcModelStub.SILENT);

        CallFailure failure = refusal(call(BODY), FailureAction.RETRY);

        assertThat(failure.status()).isEqualTo("DEADLINE_EXCEEDED");
        assertThat(failure.code()).isEqualTo(DeadLetterCode.MODEL_UNAVAILABLE);
    }

    @Test
    void wantsARefusedConnectionRepeated() throws Exception {
        int port = FreePorts.free();
        open("127.0.0.1:" + port);

        CallFailure failure = refusal(call(BODY), FailureAction.RETRY);

        assertThat(failure.status()).isEqualTo("UNAVAILABLE");
        assertThat(failure.message())
                .startsWith("cannot connect: connection refused: ")
                .contains(":" + port);
    }

    @Test
    void wantsAnUnknownHostRepeated() throws Exception {
        open("model.invalid:9500");

        CallFailure failure = refusal(call(BODY), FailureAction.RETRY);

        assertThat(failure.message()).startsWith("unknown host").contains("model.invalid");
    }

    @Test
    void wantsACallRepeatedWhoseServerGoesAway() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        serve((call, headers, request) -> arrived.countDown());
        CompletableFuture<Reply> reply = begin(client, BODY);
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        server.close();

        refusal(reply.get(20, TimeUnit.SECONDS), FailureAction.RETRY);
    }

    @Test
    void wantsACallRepeatedWhoseConnectionBreaks() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            open("127.0.0.1:" + socket.getLocalPort());
            CompletableFuture<Reply> reply = begin(client, BODY);
            try (Socket connection = socket.accept()) {
                assertThat(connection.getInputStream().read()).isEqualTo('P');
            }

            refusal(reply.get(20, TimeUnit.SECONDS), FailureAction.RETRY);
        }
    }

    @Test
    void waitsWithRepeatsForAModelThatIsNotThereYet() throws Exception {
        int port = FreePorts.free();
        String address = "127.0.0.1:" + port;
        CountDownLatch twice = new CountDownLatch(2);
        Backoff counting =
                new Backoff(
                        Duration.ofMillis(1),
                        Duration.ofMillis(20),
                        () -> {
                            twice.countDown();
                            return 0.5;
                        });
        open(Protocol.V2, Map.of("m", address));
        try (RetryingClient retrying =
                Retrying.client(client, address, counting, new ThreadScheduler("retry"))) {
            CompletableFuture<Reply> reply = begin(retrying, BODY);
            assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(reply).isNotDone();

            server = GrpcModelStub.start(port, GrpcModelStub.ECHO);

            assertAnswered(reply.get(20, TimeUnit.SECONDS), BODY);
        }
    }

    @Test
    void hearsHowLongTheServerWantsToBeLeftAlone() throws Exception {
        Metadata trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER),
                "1500");
        serve((call, headers, request) -> call.close(Status.RESOURCE_EXHAUSTED, trailers));

        Reply.Refused refused = (Reply.Refused) call(BODY);

        assertThat(refused.kind()).isEqualTo(FailureKind.BUSY);
        assertThat(refused.pause()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void sharesAConnectionBetweenNodesAtOneAddress() throws Exception {
        server = GrpcModelStub.start(GrpcModelStub.ECHO);
        open(Protocol.V2, Map.of("m", server.address(), "n", server.address()));

        assertAnswered(call(BODY), BODY);
        client.call(
                        new NodeCall("n", UnitMethod.PREDICT, new Payload(BODY, V2_REQUEST)),
                        new CallContext("p", "k", new byte[0], new String[0], new byte[0][]))
                .get(20, TimeUnit.SECONDS);

        assertThat(server.calls()).isEqualTo(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void connectsAnewAfterFiveMinutesWithoutLosingACall() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        serve(
                (call, headers, request) -> {
                    arrived.countDown();
                    if (request.length == 0) {
                        awaitQuietly(mayEnd);
                    }
                    GrpcModelStub.answer(call, request);
                });
        CompletableFuture<Reply> underWay = begin(client, new byte[0]);
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        nanoTime.addAndGet(Duration.ofMinutes(5).toNanos());
        assertAnswered(call(BODY), BODY);
        assertAnswered(call(BODY), BODY);
        mayEnd.countDown();

        assertAnswered(underWay.get(20, TimeUnit.SECONDS), new byte[0]);
        assertThat(server.connections()).isEqualTo(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void endsCallsUnderWayWhenClosedWithoutBlamingTheirRecords() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        serve((call, headers, request) -> arrived.countDown());
        CompletableFuture<Reply> reply = begin(client, BODY);
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        client.close();

        CallFailure failure = refusal(reply.get(1, TimeUnit.SECONDS), FailureAction.RETRY);
        assertThat(failure.message()).isEqualTo("the client was closed");
        refusal(call(BODY), FailureAction.RETRY);
    }
}
