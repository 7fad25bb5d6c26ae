// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import io.leat.bench.micro.Micro;
import io.leat.client.CallContext;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.RetryBudget;
import io.leat.client.Scheduler;
import io.leat.client.retry.LimitSettings.Algorithm;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A record's context and its call through retries, limit and circuit breaker to a client that has
 * the answer at hand, without traces: what it allocates must not grow for their sake.
 */
public class CallBenchmark extends Micro {

    private static final byte[] BODY = {'{', '}'};
    private static final NodeCall CALL =
            new NodeCall("m", UnitMethod.PREDICT, new Payload(BODY, "application/json"));
    private static final CompletableFuture<Reply> ANSWER =
            CompletableFuture.completedFuture(new Reply.Answered(CALL.payload()));

    private final String[] names = {"traceparent"};
    private final byte[][] values = {BODY};
    private final ModelClient client = client();
    private long offset;

    private static ModelClient client() {
        Scheduler never =
                new Scheduler() {
                    @Override
                    public void after(Duration pause, Runnable task) {}

                    @Override
                    public void close() {}
                };
        EndpointLimiter endpoint =
                new EndpointLimiter(
                        new BreakerSettings(20, 100, Duration.ofSeconds(10)),
                        new LimitSettings(Algorithm.AIMD, 1, 100, Duration.ofSeconds(60)),
                        never,
                        System::nanoTime,
                        () -> false);
        return new RetryingClient(
                new Answering(),
                new RetryPolicy(
                        5,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(10),
                        OnExhausted.DEAD_LETTER,
                        OnModelError.RETRY),
                Map.of("m", endpoint),
                new RetryingClient.RetryDependencies(
                        Map.of("m", "http://h:1"),
                        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), () -> 0.5),
                        never,
                        System::nanoTime));
    }

    /** Has the answer at hand. */
    private static final class Answering implements ModelClient {

        @Override
        public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
            return ANSWER;
        }

        @Override
        public void close() {}
    }

    @SuppressWarnings("FutureReturnValueIgnored") // JMH takes it
    @Benchmark
    public Object answeredAtOnce() {
        long record = offset++;
        CallContext context =
                new CallContext(
                        "p",
                        () -> Long.toString(record),
                        BODY,
                        names,
                        values,
                        new RetryBudget(),
                        null);
        return client.call(CALL, context);
    }
}
