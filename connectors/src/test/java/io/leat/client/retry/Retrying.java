// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import io.leat.client.CallContext;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.Scheduler;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Retrying clients of one node called "m", as tests need them. */
public final class Retrying {

    static final byte[] BODY = {'{', '}'};

    private Retrying() {}

    /** Pauses of half the bound. */
    static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), () -> 0.5);

    public static RetryPolicy policy(int attempts, Duration time) {
        return policy(attempts, time, Duration.ZERO);
    }

    /** One that gives a record so long to be told from an outage. */
    static RetryPolicy policy(int attempts, Duration time, Duration alone) {
        return new RetryPolicy(attempts, time, alone, OnExhausted.DEAD_LETTER, OnModelError.RETRY);
    }

    /** Down after {@code records} failed in a row, looked at every ten seconds at the latest. */
    public static BreakerSettings breaker(int records) {
        return new BreakerSettings(records, 100, Duration.ofSeconds(10));
    }

    public static LimitSettings atMost(int calls) {
        return new LimitSettings(LimitSettings.Algorithm.FIXED, 1, calls, Duration.ofMinutes(1));
    }

    public static RetryingClient client(
            ModelClient delegate,
            String address,
            RetryPolicy policy,
            Scheduler timer,
            LongSupplier nanoTime) {
        return client(
                delegate,
                address,
                policy,
                new EndpointLimiter(breaker(20), atMost(1_000), timer, nanoTime),
                timer,
                nanoTime);
    }

    /** A client with the computer's own clock. */
    public static RetryingClient client(
            ModelClient delegate, String address, Backoff backoff, Scheduler timer) {
        return new RetryingClient(
                delegate,
                policy(3, Duration.ofHours(1)),
                Map.of(
                        "m",
                        new EndpointLimiter(breaker(20), atMost(1_000), timer, System::nanoTime)),
                new RetryingClient.RetryDependencies(
                        Map.of("m", address), backoff, timer, System::nanoTime));
    }

    public static RetryingClient client(
            ModelClient delegate,
            String address,
            RetryPolicy policy,
            EndpointLimiter endpoint,
            Scheduler timer,
            LongSupplier nanoTime) {
        Map<String, String> addresses = Map.of("m", address);
        return new RetryingClient(
                delegate,
                policy,
                Map.of("m", endpoint),
                new RetryingClient.RetryDependencies(addresses, BACKOFF, timer, nanoTime));
    }

    static CompletableFuture<Reply> call(ModelClient client, String record) {
        return client.call(
                new NodeCall("m", UnitMethod.PREDICT, new Payload(BODY, "application/json")),
                new CallContext(record, record, BODY, new String[0], new byte[0][]));
    }
}
