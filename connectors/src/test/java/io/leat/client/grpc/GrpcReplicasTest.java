// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.Reply;
import io.leat.testing.model.GrpcModelStub;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Replicas behind one name, as a headless Service's, that come, go and fall silent. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs all of 127.0.0.0/8")
class GrpcReplicasTest extends GrpcClientFixture {

    private static final String NAME = "model.test";

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private GrpcModelStub other;

    @BeforeEach
    void startTwo() throws Exception {
        server = GrpcModelStub.start(new InetSocketAddress("127.0.0.2", 0), this::answer);
        other =
                GrpcModelStub.start(
                        new InetSocketAddress("127.0.0.3", server.port()), this::answer);
    }

    @AfterEach
    void stop() {
        mayEnd.countDown();
        other.close();
    }

    /** Holds back the answer to an empty body. */
    private void answer(
            io.grpc.ServerCall<byte[], byte[]> call, io.grpc.Metadata headers, byte[] request) {
        if (request.length == 0) {
            held.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        GrpcModelStub.answer(call, request);
    }

    @Override
    public Duration callTimeout() {
        return Duration.ofSeconds(20);
    }

    @Override
    public LongSupplier clock() {
        return System::nanoTime;
    }

    private void openOn(String... addresses) {
        names.say(NAME, addresses);
        open(NAME + ":" + server.port());
    }

    private void callUntilAnswersComeFrom(GrpcModelStub wanted) throws Exception {
        int before = wanted.calls();
        while (wanted.calls() == before) {
            assertAnswered(call(BODY), BODY);
        }
    }

    @Test
    void areUsedInTurn() throws Exception {
        openOn("127.0.0.2", "127.0.0.3");
        callUntilAnswersComeFrom(server);
        callUntilAnswersComeFrom(other);

        int before = server.calls();
        for (int i = 0; i < 10; i++) {
            assertAnswered(call(BODY), BODY);
        }

        assertThat(server.calls() - before).isEqualTo(5);
    }

    @Test
    void getCallsOverTheConnectionsThereAreAndOneOfTheirOwnOnceTheNameHasThem() throws Exception {
        openOn("127.0.0.2");
        callUntilAnswersComeFrom(server);

        names.say(NAME, "127.0.0.3", "127.0.0.2");

        callUntilAnswersComeFrom(other);
        callUntilAnswersComeFrom(server);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void areLeftOnceTheNameHasThemNoMoreAndAnswerWhatTheyWereAsked() throws Exception {
        openOn("127.0.0.2");
        CompletableFuture<Reply> underWay = begin(client, new byte[0]);
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();

        names.say(NAME, "127.0.0.3");
        callUntilAnswersComeFrom(other);
        int before = server.calls();
        for (int i = 0; i < 10; i++) {
            assertAnswered(call(BODY), BODY);
        }
        assertThat(server.calls()).isEqualTo(before);
        mayEnd.countDown();

        assertAnswered(underWay.get(20, TimeUnit.SECONDS), new byte[0]);
    }

    @Test
    void areUsedFurtherWhileTheNameCannotBeLookedUp() throws Exception {
        openOn("127.0.0.2");
        callUntilAnswersComeFrom(server);

        names.forget(NAME);

        long end = System.nanoTime() + PollingNameResolver.POLL_INTERVAL.multipliedBy(2).toNanos();
        while (System.nanoTime() < end) {
            assertAnswered(call(BODY), BODY);
        }
    }
}
