package io.leat.model;

import static io.leat.model.Servers.answering;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class RetryingClientTest {

    private static final byte[] BODY = {'{', '}'};

    private final LongAdder retries = new LongAdder();

    private RetryingClient client(String url) {
        Map<String, String> urls = Map.of("m", url);
        return new RetryingClient(
                RestModelClient.open(
                        urls,
                        MessageCodec.of(Protocol.SELDON, Transport.REST),
                        new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1_000),
                        new LongAdder()),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(20), () -> 0.5),
                new ScheduledThreadPoolExecutor(1),
                new OutageLog(urls, System::nanoTime),
                retries);
    }

    private static CompletableFuture<Reply> call(RetryingClient client) {
        return client.call(
                new NodeCall("m", UnitMethod.PREDICT, new Payload(BODY, "application/json")),
                new CallContext("p", "k", BODY, new String[0], new byte[0][]));
    }

    @Test
    void repeatsUntilTheModelIsBack() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer server =
                Servers.start(
                        exchange ->
                                answering(
                                                calls.incrementAndGet() < 4 ? 503 : 200,
                                                "application/json",
                                                BODY)
                                        .handle(exchange));
        try (RetryingClient client = client(Servers.url(server))) {
            Reply reply = call(client).get(20, TimeUnit.SECONDS);

            assertThat(reply).isInstanceOf(Reply.Answered.class);
            assertThat(calls).hasValue(4);
            assertThat(retries.sum()).isEqualTo(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void waitsForAModelThatIsNotThereYet() throws Exception {
        int port = Servers.freePort();
        try (RetryingClient client = client("http://127.0.0.1:" + port)) {
            CompletableFuture<Reply> reply = call(client);
            CompletableFuture.runAsync(
                            () -> {
                                while (retries.sum() < 2) {
                                    Thread.onSpinWait();
                                }
                            })
                    .get(20, TimeUnit.SECONDS);
            assertThat(reply).isNotDone();

            HttpServer server = Servers.start(port, answering(200, "application/json", BODY));
            try {
                assertThat(reply.get(20, TimeUnit.SECONDS)).isInstanceOf(Reply.Answered.class);
            } finally {
                server.stop(0);
            }
        }
    }

    @Test
    void repeatsNothingThatTheModelHasJudged() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer server =
                Servers.start(
                        exchange -> {
                            calls.incrementAndGet();
                            answering(400, "application/json", BODY).handle(exchange);
                        });
        try (RetryingClient client = client(Servers.url(server))) {
            Reply reply = call(client).get(20, TimeUnit.SECONDS);

            assertThat(((Reply.Refused) reply).failure().attempts()).isEqualTo(1);
            assertThat(calls).hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void waitsLongerAfterEachAttemptUpToTheCap() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), () -> 0.5);

        assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(51));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofMillis(101));
        assertThat(backoff.after(60)).isEqualTo(Duration.ofMillis(5_001));
    }
}
