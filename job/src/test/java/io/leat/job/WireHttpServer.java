// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leat.job.wire.Body;
import io.leat.job.wire.Fixture.Reply;
import io.leat.job.wire.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** HTTP/1.1. */
final class WireHttpServer implements WireServer {

    static {
        // Without it every small answer on a kept connection waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What any HTTP client sets for itself; a record's own of that name never arrives. */
    private static final Set<String> OF_THE_CLIENT =
            Set.of("host", "content-length", "user-agent", "accept", "accept-encoding");

    private final HttpServer server;
    private final Handler handler;

    WireHttpServer(Handler handler) {
        this.handler = handler;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().toString();
        Reply reply =
                handler.answer(
                        method.equals("POST") ? path : " " + method + " " + path,
                        headers(exchange),
                        body);
        try (exchange) {
            if (reply == null) {
                exchange.sendResponseHeaders(400, -1);
            } else {
                send(exchange, reply);
            }
        }
    }

    private static List<Header> headers(HttpExchange exchange) {
        List<Header> headers = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            for (String value : values) {
                                headers.add(
                                        new Header(
                                                name.toLowerCase(Locale.ROOT),
                                                value.getBytes(StandardCharsets.ISO_8859_1)));
                            }
                        });
        headers.removeIf(WireHttpServer::isOfTheClient);
        headers.sort(Comparator.comparing(Header::name));
        return headers;
    }

    private static boolean isOfTheClient(Header header) {
        return OF_THE_CLIENT.contains(header.name());
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        for (Header header : reply.headers()) {
            exchange.getResponseHeaders().add(header.name(), header.text());
        }
        Body stated = reply.body();
        byte[] body = stated == null ? new byte[0] : stated.bytes();
        int status = reply.status().isEmpty() ? 200 : Integer.parseInt(reply.status());
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
