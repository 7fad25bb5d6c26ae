// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.client.rest.RestNameResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the resolver, and what is handed on. */
class HostResolverTest {

    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final NameTable table = new NameTable();
    private final HostResolver names =
            new HostResolver(
                    "leat-test-names",
                    host -> {
                        asked.incrementAndGet();
                        return table.addresses(host);
                    },
                    nanoTime::get);

    @AfterEach
    void close() throws Exception {
        names.close();
    }

    private List<String> find(String host) throws Exception {
        return names.addresses(host).get(20, TimeUnit.SECONDS).stream()
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void asksOnceForManyConnectionsAndAgainAfterASecond() throws Exception {
        table.say("model", "127.0.0.2");
        find("model");
        table.say("model", "127.0.0.2", "127.0.0.3");

        assertThat(find("model")).containsExactly("127.0.0.2");
        pass(Duration.ofSeconds(1));
        assertThat(find("model")).containsExactly("127.0.0.2", "127.0.0.3");
        assertThat(asked).hasValue(2);
    }

    @Test
    void keepsWhatItFoundForAMinuteWhileNobodyKnows() throws Exception {
        table.say("model", "127.0.0.2");
        find("model");
        table.forget("model");

        pass(Duration.ofSeconds(59));
        assertThat(find("model")).containsExactly("127.0.0.2");
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> find("model"))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "[::1]"})
    void asksNobodyForAnAddress(String address) throws Exception {
        assertThat(names.addresses(address)).isCompleted();
        assertThat(asked).hasValue(0);
    }

    @Test
    void neitherBlocksNorAsksTwiceWhileALookupHangs() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        try (HostResolver slow =
                new HostResolver(
                        "leat-test-names",
                        host -> {
                            hanging.incrementAndGet();
                            awaitQuietly(mayEnd);
                            return new InetAddress[] {InetAddress.getLoopbackAddress()};
                        },
                        nanoTime::get)) {
            CompletableFuture<List<InetAddress>> first = slow.addresses("model");
            CompletableFuture<List<InetAddress>> second = slow.addresses("model");
            assertThat(first).isNotDone();

            mayEnd.countDown();

            assertThat(second.get(20, TimeUnit.SECONDS)).hasSize(1);
            assertThat(hanging).hasValue(1);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws what a test wants, once, and then answers. */
    private HostResolver failingOnce(Supplier<? extends RuntimeException> failure) {
        AtomicBoolean failed = new AtomicBoolean();
        return new HostResolver(
                "leat-test-names",
                host -> {
                    if (failed.compareAndSet(false, true)) {
                        throw failure.get();
                    }
                    return table.addresses(host);
                },
                nanoTime::get);
    }

    @Test
    void endsALookupThatThrewAndAsksAgain() throws Exception {
        table.say("model", "127.0.0.2");
        try (HostResolver failing = failingOnce(() -> new IllegalStateException("resolver"))) {
            assertThatThrownBy(() -> failing.addresses("model").get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(UnknownHostException.class);
            assertThat(failing.addresses("model").get(20, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    @Test
    void handsAnErrorOnAndAsksAgain() throws Exception {
        table.say("model", "127.0.0.2");
        OutOfMemoryError error = new OutOfMemoryError("Cannot reserve direct buffer memory");
        try (HostResolver failing =
                failingOnce(
                        () -> {
                            throw error;
                        })) {
            assertThatThrownBy(() -> failing.addresses("model").get(20, TimeUnit.SECONDS))
                    .hasCause(error);
            assertThat(failing.addresses("model").get(20, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    @Test
    void endsALookupWithoutAddresses() {
        table.say("model");
        assertThatThrownBy(() -> find("model")).hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void endsALookupThatNoThreadTakesEachTime() {
        names.close();
        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> find("model")).hasCauseInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void endsThePromiseOfTheHttpClientWhateverIsThrown() {
        OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
        try (HostResolver failing =
                failingOnce(
                        () -> {
                            throw error;
                        })) {
            assertThat(
                            new RestNameResolver(failing)
                                    .resolve("model")
                                    .awaitUninterruptibly(20, TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
