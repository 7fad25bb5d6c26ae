// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.leat.testing.net.BytesMarshaller;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** A real receiver of spans on loopback, which remembers what was sent. */
public final class OtlpReceiver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String METHOD =
            "opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private final Queue<ReceivedSpan> spans = new ConcurrentLinkedQueue<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final Runnable stopping;
    private final int port;
    private final boolean grpc;

    /** Takes spans by {@code http/protobuf} at {@code /v1/traces}, and refuses any other call. */
    private OtlpReceiver() throws IOException {
        HttpServer http = HttpServer.create(loopback(), 0);
        http.createContext("/", this::take);
        http.start();
        stopping = () -> http.stop(0);
        port = http.getAddress().getPort();
        grpc = false;
    }

    private OtlpReceiver(NettyServerBuilder grpc) throws IOException {
        Server started = grpc.fallbackHandlerRegistry(new Export()).build().start();
        stopping = started::shutdownNow;
        port = started.getPort();
        this.grpc = true;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public static OtlpReceiver http() {
        try {
            return new OtlpReceiver();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static OtlpReceiver grpc() {
        try {
            return new OtlpReceiver(NettyServerBuilder.forAddress(loopback()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code OTEL_EXPORTER_OTLP_ENDPOINT} states it. */
    public String endpoint() {
        return "http://localhost:" + port;
    }

    public boolean isGrpc() {
        return grpc;
    }

    /** Of the last sending, by names in lower case. */
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    public List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /** Waits for so many, and gives all there are. */
    public List<ReceivedSpan> atLeast(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> spans.size() >= count);
        return spans();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestHeaders()
                    .forEach((name, values) -> header(name, String.join(",", values)));
            byte[] body = body(exchange).readAllBytes();
            boolean isSpans =
                    exchange.getRequestMethod().equals("POST")
                            && exchange.getRequestURI().getPath().equals("/v1/traces");
            if (isSpans) {
                add(body);
            }
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(isSpans ? 200 : 404, -1);
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }

    private void header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
    }

    private void add(byte[] message) throws InvalidProtocolBufferException {
        for (ResourceSpans each :
                ExportTraceServiceRequest.parseFrom(message).getResourceSpansList()) {
            Map<String, String> resource =
                    ReceivedSpan.texts(each.getResource().getAttributesList());
            for (ScopeSpans scope : each.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> spans.add(new ReceivedSpan(resource, span)));
            }
        }
    }

    @Override
    public void close() {
        stopping.run();
    }

    /** The one method of the service, with bytes for messages. */
    private final class Export extends HandlerRegistry {

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
            MethodDescriptor<byte[], byte[]> method =
                    MethodDescriptor.newBuilder(new BytesMarshaller(), new BytesMarshaller())
                            .setType(MethodDescriptor.MethodType.UNARY)
                            .setFullMethodName(name)
                            .build();
            return ServerMethodDefinition.create(
                    method,
                    (call, metadata) -> {
                        for (String key : metadata.keys()) {
                            if (!key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                                header(
                                        key,
                                        String.valueOf(
                                                metadata.get(
                                                        Metadata.Key.of(
                                                                key,
                                                                Metadata
                                                                        .ASCII_STRING_MARSHALLER))));
                            }
                        }
                        call.request(2);
                        return new Taking(call, name.equals(METHOD));
                    });
        }
    }

    /** One sending over gRPC. */
    private final class Taking extends ServerCall.Listener<byte[]> {

        private final ServerCall<byte[], byte[]> call;
        private final boolean isExport;

        Taking(ServerCall<byte[], byte[]> call, boolean isExport) {
            this.call = call;
            this.isExport = isExport;
        }

        @Override
        public void onMessage(byte[] message) {
            try {
                if (isExport) {
                    add(message);
                }
            } catch (InvalidProtocolBufferException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onHalfClose() {
            call.sendHeaders(new Metadata());
            if (isExport) {
                call.sendMessage(new byte[0]);
            }
            call.close(isExport ? Status.OK : Status.UNIMPLEMENTED, new Metadata());
        }
    }
}
