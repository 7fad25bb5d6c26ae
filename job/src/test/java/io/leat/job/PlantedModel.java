// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.tls.ServerTls;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * A model over TLS that says yes, no, later, what is of no use, and nothing at all, as a record
 * asks for it; all that it says has a text planted in it.
 */
@SuppressWarnings("try") // the interface that closes allows interruption
final class PlantedModel implements AutoCloseable {

    private static final Metadata.Key<String> TRAILER =
            Metadata.Key.of("x-planted", Metadata.ASCII_STRING_MARSHALLER);

    private final String planted;
    private final CompletableFuture<Void> holding = new CompletableFuture<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final AtomicInteger flaky = new AtomicInteger();
    private final Server server;

    /** What a record asks for by a word in its value. */
    private enum Wish {
        GOOD,
        POISON,
        BROKEN,
        FLAKY,
        HELD;

        static Wish of(String request) {
            for (Wish wish : values()) {
                if (request.contains(wish.word())) {
                    return wish;
                }
            }
            return GOOD;
        }

        private String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Any server. */
    private record Server(AutoCloseable running, int port) {

        static <T extends AutoCloseable> Server of(T running, ToIntFunction<T> port) {
            return new Server(running, port.applyAsInt(running));
        }
    }

    private PlantedModel(Transport transport, ServerTls tls, String planted) throws Exception {
        this.planted = planted;
        server =
                switch (transport) {
                    case REST ->
                            Server.of(
                                    RestModelStub.promising(tls.context(), this::answer),
                                    RestModelStub::port);
                    case GRPC ->
                            Server.of(
                                    GrpcModelStub.start(this::answer, tls.netty()),
                                    GrpcModelStub::port);
                };
    }

    /** How it is spoken to. */
    enum Transport {
        REST,
        GRPC
    }

    static PlantedModel start(Transport transport, ServerTls tls, String planted) throws Exception {
        return new PlantedModel(transport, tls, planted);
    }

    int port() {
        return server.port();
    }

    /** Waits until it has a record that it does not answer. */
    void awaitHeld() {
        holding.join();
    }

    /** Answers that too. */
    void release() {
        released.complete(null);
    }

    private CompletableFuture<Answer> answer(RestModelStub.Call call) {
        String text = call.text();
        Answer echo = Answer.ok("{\"" + planted + "\":" + text + "}");
        return switch (Wish.of(text)) {
            case GOOD -> CompletableFuture.completedFuture(echo);
            case POISON ->
                    now(Answer.of(400, "text/plain", bytes("cannot read " + text + planted)));
            case BROKEN -> now(Answer.of(200, "text/html", bytes("<html>" + planted)));
            case FLAKY -> now(flaky.incrementAndGet() <= 2 ? Answer.status(500) : echo);
            case HELD -> {
                holding.complete(null);
                yield released.thenApply(nothing -> echo);
            }
        };
    }

    private static CompletableFuture<Answer> now(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the call ends in the callback
    private void answer(ServerCall<byte[], byte[]> call, Metadata headers, byte[] request) {
        byte[] echo = TestJob.seldonText(planted + TestJob.text(request));
        switch (Wish.of(new String(request, StandardCharsets.ISO_8859_1))) {
            case GOOD -> GrpcModelStub.answer(call, echo);
            case POISON -> refuse(call, Status.INVALID_ARGUMENT);
            case BROKEN -> GrpcModelStub.answer(call, echo, echo);
            case FLAKY -> {
                if (flaky.incrementAndGet() <= 2) {
                    refuse(call, Status.INTERNAL);
                } else {
                    GrpcModelStub.answer(call, echo);
                }
            }
            case HELD -> {
                holding.complete(null);
                released.thenRun(() -> GrpcModelStub.answer(call, echo));
            }
        }
    }

    private void refuse(ServerCall<byte[], byte[]> call, Status status) {
        Metadata trailers = new Metadata();
        trailers.put(TRAILER, planted);
        call.close(status.withDescription("cannot read " + planted), trailers);
    }

    private static byte[] bytes(String text) {
        return TestJob.bytes(text);
    }

    @Override
    public void close() throws Exception {
        server.running().close();
    }
}
