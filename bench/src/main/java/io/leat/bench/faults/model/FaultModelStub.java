// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leat.bench.harness.ControlServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model of the seldon protocol: {@code FaultModelStub CONTROL_PORT REST_PORT GRPC_PORT
 * [ADDRESS]}. As a router it takes the first child, and {@code /rewards} says how many different
 * rewards its feedback has brought. {@code /behave?as=KIND NUMBER} changes how it treats all calls;
 * else each record's own wish counts. {@code /seen} says how many calls are under way and how many
 * there were, {@code /rewards} how many different rewards feedback has brought. As a router it
 * takes the first child.
 */
public final class FaultModelStub {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong calls = new AtomicLong();
    private final Set<Long> rewards = ConcurrentHashMap.newKeySet();
    private volatile ModelBehaviour forAll = ModelBehaviour.GOOD;

    private FaultModelStub() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "5000");
        FaultModelStub stub = new FaultModelStub();
        String address = args.length > 3 ? args[3] : "127.0.0.1";
        HttpServer server =
                HttpServer.create(new InetSocketAddress(address, Integer.parseInt(args[1])), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/predict", stub::predict);
        server.createContext(
                "/route", exchange -> taken(exchange, "{\"data\":{\"ndarray\":[[0]]}}"));
        server.createContext("/send-feedback", stub::learn);
        server.start();
        new FaultGrpcStub(stub).start(new InetSocketAddress(address, Integer.parseInt(args[2])));
        ControlServer control = new ControlServer(Integer.parseInt(args[0]));
        control.on("/behave", stub::behave);
        control.on("/seen", exchange -> stub.underWay + " " + stub.calls);
        control.on("/rewards", exchange -> Integer.toString(stub.rewards.size()));
        control.start();
    }

    /** Feedback of router and model, told apart by its reward. */
    private void learn(HttpExchange exchange) throws IOException {
        rewards.add(JSON.readTree(taken(exchange, "{}")).path("reward").asLong());
    }

    /** What was sent; answered with a text. */
    private static byte[] taken(HttpExchange exchange, String answer) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            reply(exchange, 200, text(answer));
            return body;
        }
    }

    private String behave(HttpExchange exchange) {
        forAll = ModelBehaviour.of(ControlServer.query(exchange).getOrDefault("as", "answer"));
        return "ok";
    }

    /** What is to be done with a call; the record's own wish unless all are treated alike. */
    ModelBehaviour behaviour(ModelBehaviour wish) {
        return forAll.kind() == ModelBehaviour.Kind.ANSWER ? wish : forAll;
    }

    /** Counts a call, and ends it some milliseconds later, neighbours at different times. */
    void later(long number, Runnable end) {
        calls.incrementAndGet();
        underWay.incrementAndGet();
        var unused =
                timer.schedule(
                        () -> {
                            underWay.decrementAndGet();
                            end.run();
                        },
                        5 + number * 7 % 40,
                        TimeUnit.MILLISECONDS);
    }

    private void predict(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        RestCall call =
                RestCall.of(body, exchange.getRequestHeaders().getFirst("Content-Encoding"));
        later(Math.max(0, call.number()), () -> end(exchange, call));
    }

    private void end(HttpExchange exchange, RestCall call) {
        ModelBehaviour now = behaviour(call.wish());
        if (now.kind() == ModelBehaviour.Kind.HANG) {
            return;
        }
        try (exchange) {
            switch (now.kind()) {
                case ANSWER -> answer(exchange, call);
                case STATUS -> reply(exchange, now.number(), text("{\"error\":\"as told\"}"));
                case BUSY -> {
                    exchange.getResponseHeaders()
                            .set("Retry-After", Integer.toString(now.number()));
                    reply(exchange, 429, text("{\"error\":\"busy\"}"));
                }
                case PAGE -> reply(exchange, 200, "text/html", text("<!DOCTYPE html><form>"));
                case GARBAGE -> reply(exchange, 200, garbage());
                case EMPTY -> reply(exchange, 200, new byte[0]);
                case HUGE -> reply(exchange, 200, huge(now.number()));
                case BREAK -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(text("{\"data\":"));
                }
                case HANG -> throw new AssertionError("is not ended");
            }
        } catch (IOException e) {
            // The caller is gone, or has been promised more than it got: as told.
            exchange.close();
        }
    }

    private static void answer(HttpExchange exchange, RestCall call) throws IOException {
        if (call.number() < 0) {
            reply(exchange, 400, text("{\"error\":\"no request of mine\"}"));
        } else {
            reply(exchange, 200, SeldonMessages.REST.answer(call.number()));
        }
    }

    /** No JSON, no text in any encoding. */
    public static byte[] garbage() {
        byte[] bytes = new byte[64];
        Arrays.fill(bytes, (byte) 0xfe);
        return bytes;
    }

    /** A JSON string that long. */
    static byte[] huge(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 'x');
        bytes[0] = '"';
        bytes[size - 1] = '"';
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        reply(exchange, status, "application/json", body);
    }

    private static void reply(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (status >= 300 && status <= 399) {
            exchange.getResponseHeaders().set("Location", "/login");
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
