// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model of the seldon protocol over REST: {@code FaultModelStub PORT}, on the loopback address.
 */
final class ModelStub {

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final Map<Long, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    private ModelStub() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ModelStub stub = new ModelStub();
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])),
                        0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/predict", stub::predict);
        server.createContext("/seen", stub::seen);
        server.start();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the exchange is the result
    private void predict(HttpExchange exchange) throws IOException {
        inFlight.incrementAndGet();
        long number = Scenario.number(exchange.getRequestBody().readAllBytes());
        int call = calls.computeIfAbsent(number, n -> new AtomicInteger()).incrementAndGet();
        timer.schedule(
                () -> answer(exchange, number, call),
                Scenario.delayMillis(number),
                TimeUnit.MILLISECONDS);
    }

    private void answer(HttpExchange exchange, long number, int call) {
        try (exchange) {
            if (Scenario.refused(number)) {
                reply(
                        exchange,
                        400,
                        "{\"error\":\"not a person\"}".getBytes(StandardCharsets.UTF_8));
            } else if (Scenario.busyAtFirst(number) && call == 1) {
                reply(exchange, 503, new byte[0]);
            } else {
                reply(exchange, 200, Scenario.answer(number));
            }
        } catch (IOException e) {
            // The caller was killed, as the scenario wants it.
            throw new UncheckedIOException(e);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** {@code inFlight records repeated}: repeated are calls that no answer of ours asked for. */
    private void seen(HttpExchange exchange) throws IOException {
        try (exchange) {
            long repeated =
                    calls.entrySet().stream()
                            .mapToLong(e -> e.getValue().get() - Scenario.calls(e.getKey()))
                            .filter(extra -> extra > 0)
                            .sum();
            String text = "%d %d %d%n".formatted(inFlight.get(), calls.size(), repeated);
            reply(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
