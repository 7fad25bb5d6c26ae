// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A real HTTP server on loopback that answers as the test tells it, and remembers what it saw. */
final class ModelStub implements AutoCloseable {

    static {
        // Without it every small answer on a kept connection waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A call as it arrived; header names in any case find their value. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Call(String path, Headers headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** What the model says. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, String type, byte[] body) {

        static Answer ok(byte[] body) {
            return new Answer(200, "application/json", body);
        }

        static Answer ok(String body) {
            return ok(body.getBytes(StandardCharsets.UTF_8));
        }

        static Answer status(int status) {
            return new Answer(
                    status, "text/plain", ("status " + status).getBytes(StandardCharsets.UTF_8));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile Function<Call, CompletableFuture<Answer>> behaviour;

    private ModelStub(
            int port,
            Function<Call, CompletableFuture<Answer>> behaviour,
            @Nullable SSLContext tls) {
        this.behaviour = behaviour;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            server = tls == null ? HttpServer.create(address, 0) : HttpsServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (tls != null) {
            ((HttpsServer) server).setHttpsConfigurator(asking(tls));
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpsConfigurator asking(SSLContext tls) {
        return new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        };
    }

    /** By https, to clients with a certificate. */
    static ModelStub promising(
            SSLContext tls, Function<Call, CompletableFuture<Answer>> behaviour) {
        return new ModelStub(0, behaviour, tls);
    }

    /** Answers at once. */
    static ModelStub answering(Function<Call, Answer> behaviour) {
        return answeringAt(0, behaviour);
    }

    static ModelStub answeringAt(int port, Function<Call, Answer> behaviour) {
        return new ModelStub(
                port, call -> CompletableFuture.completedFuture(behaviour.apply(call)), null);
    }

    /** Answers whenever the future of an answer is completed. */
    static ModelStub promising(Function<Call, CompletableFuture<Answer>> behaviour) {
        return new ModelStub(0, behaviour, null);
    }

    /** Takes every call and answers none. */
    static ModelStub silent() {
        return promising(call -> new CompletableFuture<>());
    }

    /** Wraps the request, so that an answer tells which request it belongs to. */
    static Answer echo(Call call) {
        return Answer.ok("{\"echo\":" + call.text() + "}");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void become(Function<Call, Answer> next) {
        behaviour = call -> CompletableFuture.completedFuture(next.apply(call));
    }

    /** From now on takes every call and answers none. */
    void fallSilent() {
        behaviour = call -> new CompletableFuture<>();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The highest number of calls that were open at a time. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the exchange ends in the callback
    private void handle(HttpExchange exchange) throws IOException {
        Call call =
                new Call(
                        exchange.getRequestURI().getRawPath(),
                        exchange.getRequestHeaders(),
                        exchange.getRequestBody().readAllBytes());
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        calls.add(call);
        behaviour.apply(call).thenAccept(answer -> send(exchange, answer));
    }

    private void send(HttpExchange exchange, Answer answer) {
        atOnce.decrementAndGet();
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            int length = answer.body().length;
            exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
            exchange.getResponseBody().write(answer.body());
        } catch (IOException e) {
            // The caller is gone, as after a failure of the job.
            return;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
