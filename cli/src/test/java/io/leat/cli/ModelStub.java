// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A model server on loopback that answers {@code {"instances":[[n]]}} with {@code
 * {"predictions":[[n]]}}, up to a set number of calls; more of them wait.
 */
final class ModelStub implements AutoCloseable {

    static {
        // The JDK's server would wait for the client's acknowledgement before each answer's body.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int EVERY_CALL = 1_000_000_000;

    /** What it answers instead, by the number asked for. */
    record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore permits;
    private final Map<Integer, Answer> exceptions;
    private final CountDownLatch called = new CountDownLatch(1);
    private final Semaphore calls = new Semaphore(0);

    private ModelStub(int port, int calls, Map<Integer, Answer> exceptions) throws IOException {
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        this.permits = new Semaphore(calls);
        this.exceptions = exceptions;
        server.setExecutor(threads);
        server.createContext("/v1/models/", this::handle);
        server.start();
    }

    static ModelStub start() throws IOException {
        return new ModelStub(0, EVERY_CALL, Map.of());
    }

    /** Answers so many calls, and the others after {@link #allow}. */
    static ModelStub answering(int calls) throws IOException {
        return new ModelStub(0, calls, Map.of());
    }

    static ModelStub startAt(int port, Map<Integer, Answer> exceptions) throws IOException {
        return new ModelStub(port, EVERY_CALL, exceptions);
    }

    /** Returns when the first call has come, answered or not. */
    void awaitCall() throws InterruptedException {
        called.await();
    }

    /** Returns when so many calls have come since it was last asked, answered or not. */
    void awaitCalls(int count) throws InterruptedException {
        calls.acquire(count);
    }

    void allow(int calls) {
        permits.release(calls);
    }

    void allowAll() {
        allow(EVERY_CALL);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            called.countDown();
            calls.release();
            permits.acquire();
            int number = Integer.parseInt(request.replaceAll("\\D", ""));
            String prediction = request.replace("instances", "predictions");
            answer(
                    exchange,
                    exceptions.getOrDefault(
                            number, new Answer(200, "application/json", prediction)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
