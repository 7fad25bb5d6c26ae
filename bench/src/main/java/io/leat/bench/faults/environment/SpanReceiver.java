// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.environment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Takes OpenTelemetry's spans over HTTP and forgets them; the job counts what was taken. */
final class SpanReceiver implements AutoCloseable {

    private final HttpServer server;

    SpanReceiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("a receiver of traces", e);
        }
        server.createContext("/v1/traces", SpanReceiver::take);
        server.start();
    }

    private static void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            long unused = exchange.getRequestBody().readAllBytes().length;
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** As {@code OTEL_EXPORTER_OTLP_ENDPOINT} states it. */
    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on connections to it are refused. */
    @Override
    public void close() {
        server.stop(0);
    }
}
