// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallLimits;
import io.leat.client.ManualTime;
import io.leat.client.Reply;
import io.leat.client.rest.RestModelClient;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.codec.Codecs;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.net.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Repeats over real sockets; the pauses between them pass when a test says so. */
class RetryingClientTest {

    private final ManualTime time = new ManualTime();

    private RetryingClient client(String url) {
        return client(url, Duration.ofSeconds(20));
    }

    private RetryingClient client(String url, Duration callTimeout) {
        return Retrying.client(
                RestModelClient.open(
                        Map.of("m", url),
                        Codecs.message(Protocol.SELDON, Transport.REST),
                        new CallLimits(callTimeout, Duration.ofSeconds(5), 1_000),
                        ClientCredentials.of(ModelSecurity.NONE),
                        new LongAdder()),
                url,
                Retrying.policy(3, Duration.ofHours(1)),
                time,
                time::nanos);
    }

    private static Reply get(CompletableFuture<Reply> reply) throws Exception {
        return reply.get(20, TimeUnit.SECONDS);
    }

    private void passPauses(int pauses) throws InterruptedException {
        for (int i = 0; i < pauses; i++) {
            time.advance(time.awaitNext());
        }
    }

    @Test
    void repeatsUntilTheModelIsBack() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (RestModelStub server =
                        RestModelStub.answering(
                                call ->
                                        Answer.of(
                                                calls.incrementAndGet() < 40 ? 503 : 200,
                                                "application/json",
                                                Retrying.BODY));
                RetryingClient client = client(server.url())) {
            CompletableFuture<Reply> reply = Retrying.call(client, "a");
            passPauses(39);

            assertThat(get(reply)).isInstanceOf(Reply.Answered.class);
            assertThat(calls).hasValue(40);
        }
    }

    @Test
    void leavesAServerAloneForAsLongAsItSays() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (RestModelStub server =
                        RestModelStub.answering(
                                call -> {
                                    boolean first = calls.incrementAndGet() == 1;
                                    return Answer.of(
                                                    first ? 429 : 200,
                                                    "application/json",
                                                    Retrying.BODY)
                                            .with("Retry-After", "7");
                                });
                RetryingClient client = client(server.url())) {
            CompletableFuture<Reply> reply = Retrying.call(client, "a");
            passPauses(1); // of the record
            assertThat(time.awaitNext()).isBetween(Duration.ofMillis(6_900), Duration.ofSeconds(7));
            assertThat(calls).hasValue(1);
            passPauses(1); // of the endpoint

            assertThat(get(reply)).isInstanceOf(Reply.Answered.class);
        }
    }

    @Test
    void waitsForAModelThatIsNotThereYet() throws Exception {
        int port = FreePorts.free();
        try (RetryingClient client = client("http://127.0.0.1:" + port)) {
            CompletableFuture<Reply> reply = Retrying.call(client, "a");
            passPauses(20);
            time.awaitNext();
            assertThat(reply).isNotDone();

            try (RestModelStub server =
                    RestModelStub.answeringAt(port, call -> Answer.ok(Retrying.BODY))) {
                passPauses(1);
                assertThat(get(reply)).isInstanceOf(Reply.Answered.class);
                assertThat(server.calls()).isNotEmpty();
            }
        }
    }

    @Test
    void waitsForAModelThatHangsFromTheStart() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
                RetryingClient client =
                        client(
                                "http://127.0.0.1:" + silent.getLocalPort(),
                                Duration.ofMillis(50))) {
            CompletableFuture<Reply> reply = Retrying.call(client, "a");
            passPauses(5);
            time.awaitNext();

            assertThat(reply).isNotDone();
        }
    }

    @Test
    void givesUpWhatTheServerKeepsFailingOn() throws Exception {
        try (RestModelStub server = RestModelStub.answering(Answer.of(500, "text/plain", "sec"));
                RetryingClient client = client(server.url())) {
            CompletableFuture<Reply> reply = Retrying.call(client, "a");
            passPauses(2);

            CallFailure failure = ((Reply.Refused) get(reply)).failure();
            assertThat(failure.code()).isEqualTo(DeadLetterCode.MODEL_FAILED);
            assertThat(failure.status()).isEqualTo("500");
            assertThat(failure.attempts()).isEqualTo(3);
            assertThat(failure.endpoint()).isEqualTo(server.url());
            assertThat(failure.message())
                    .isEqualTo(
                            "HTTP status 500 for POST /predict (expected: 2xx); the record's budget of 3 attempts is spent");
        }
    }

    @Test
    void waitsLongerAfterEachAttemptUpToTheCap() {
        Backoff backoff = Retrying.BACKOFF;

        assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(51));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofMillis(101));
        assertThat(backoff.after(60)).isEqualTo(Duration.ofMillis(5_001));
    }
}
