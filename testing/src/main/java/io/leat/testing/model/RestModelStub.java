// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.model;

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

/**
 * A real HTTP server on loopback that answers as a test scripts it, and remembers its calls. A GET
 * asks how it is: that is no call, and is answered with 200 unless a test wants something else.
 */
public final class RestModelStub implements AutoCloseable {

    static {
        // Without it every small answer on a kept connection waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /**
     * A call as it arrived.
     *
     * @param path from the slash on, as it stands in the request
     * @param headers find their value by a name in any case
     * @param client where the connection comes from
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Call(
            String method, String path, Headers headers, byte[] body, InetSocketAddress client) {

        static Call of(HttpExchange exchange) throws IOException {
            return new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes(),
                    exchange.getRemoteAddress());
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** What the model says. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, Headers headers, byte[] body) {

        /** Without headers. */
        public static Answer of(int status, byte[] body) {
            return new Answer(status, new Headers(), body);
        }

        public static Answer of(int status, String type, byte[] body) {
            return of(status, body).with("Content-Type", type);
        }

        public static Answer of(int status, String type, String body) {
            return of(status, type, body.getBytes(StandardCharsets.UTF_8));
        }

        /** JSON. */
        public static Answer ok(byte[] body) {
            return of(200, "application/json", body);
        }

        public static Answer ok(String body) {
            return ok(body.getBytes(StandardCharsets.UTF_8));
        }

        public static Answer status(int status) {
            return of(status, "text/plain", "status " + status);
        }

        /** The same with one more header. */
        public Answer with(String name, String value) {
            Headers more = new Headers();
            more.putAll(headers);
            more.add(name, value);
            return new Answer(status, more, body);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile Function<Call, CompletableFuture<Answer>> behaviour;
    private volatile Function<Call, Answer> state = question -> Answer.ok("{}");

    private RestModelStub(
            InetSocketAddress place,
            Function<Call, CompletableFuture<Answer>> behaviour,
            @Nullable SSLContext tls) {
        this.behaviour = behaviour;
        try {
            server = tls == null ? HttpServer.create(place, 0) : secured(place, tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer secured(InetSocketAddress place, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(place, 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters wanted = tls.getDefaultSSLParameters();
                        wanted.setNeedClientAuth(true);
                        parameters.setSSLParameters(wanted);
                    }
                });
        return server;
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Answers at once. */
    public static RestModelStub answering(Function<Call, Answer> behaviour) {
        return answeringAt(0, behaviour);
    }

    public static RestModelStub answeringAt(int port, Function<Call, Answer> behaviour) {
        return answeringAt(loopback(port), behaviour);
    }

    public static RestModelStub answeringAt(
            InetSocketAddress place, Function<Call, Answer> behaviour) {
        return new RestModelStub(place, immediately(behaviour), null);
    }

    /** Answers each call alike. */
    public static RestModelStub answering(Answer answer) {
        return answering(call -> answer);
    }

    /** Answers whenever the future of an answer is completed. */
    public static RestModelStub promising(Function<Call, CompletableFuture<Answer>> behaviour) {
        return promisingAt(0, behaviour);
    }

    public static RestModelStub promisingAt(
            int port, Function<Call, CompletableFuture<Answer>> behaviour) {
        return new RestModelStub(loopback(port), behaviour, null);
    }

    /** By https, to clients with a certificate. */
    public static RestModelStub promising(
            SSLContext tls, Function<Call, CompletableFuture<Answer>> behaviour) {
        return new RestModelStub(loopback(0), behaviour, tls);
    }

    /** Takes every call and answers none. */
    public static RestModelStub silent() {
        return promising(call -> new CompletableFuture<>());
    }

    private static Function<Call, CompletableFuture<Answer>> immediately(
            Function<Call, Answer> behaviour) {
        return call -> CompletableFuture.completedFuture(behaviour.apply(call));
    }

    /** Wraps the request, so that an answer tells which request it belongs to. */
    public static Answer echo(Call call) {
        return Answer.ok("{\"echo\":" + call.text() + "}");
    }

    /** From now on answers so. */
    public void become(Function<Call, Answer> next) {
        behaviour = immediately(next);
    }

    /** From now on takes every call and answers none. */
    public void fallSilent() {
        behaviour = call -> new CompletableFuture<>();
    }

    /** From now on answers so to a GET. */
    public RestModelStub saying(Function<Call, Answer> next) {
        state = next;
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The highest number of calls that were open at a time. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the exchange ends in the callback
    private void handle(HttpExchange exchange) throws IOException {
        Call call = Call.of(exchange);
        if (call.method().equals("GET")) {
            send(exchange, state.apply(call));
            return;
        }
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        calls.add(call);
        behaviour
                .apply(call)
                .thenAccept(
                        answer -> {
                            atOnce.decrementAndGet();
                            send(exchange, answer);
                        });
    }

    private static void send(HttpExchange exchange, Answer answer) {
        try (exchange) {
            exchange.getResponseHeaders().putAll(answer.headers());
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
