// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** How a process of the bench is controlled: requests over HTTP on the loopback address. */
public final class ControlServer {

    private final HttpServer server;

    public ControlServer(int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    /** Answers with the function's text, or with 400 and the reason. */
    public void on(String path, Function<HttpExchange, String> answer) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        reply(exchange, answer);
                    }
                });
    }

    private static void reply(HttpExchange exchange, Function<HttpExchange, String> answer)
            throws IOException {
        int status = 200;
        String text;
        try {
            text = answer.apply(exchange);
        } catch (IllegalArgumentException e) {
            status = 400;
            text = String.valueOf(e.getMessage());
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    public void start() {
        server.start();
    }

    /** What the question asks for, by name. */
    public static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> found = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                found.put(
                        parts[0],
                        parts.length == 1
                                ? ""
                                : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return found;
    }
}
