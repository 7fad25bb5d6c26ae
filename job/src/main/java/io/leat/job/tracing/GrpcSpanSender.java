// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Codec;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.leat.client.EventLoops;
import io.leat.client.grpc.ByteMarshaller;
import io.leat.client.grpc.Http2FrameLogFilter;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends spans over the grpc-java that models are called with. Thread-safe. */
final class GrpcSpanSender implements GrpcSender {

    /** What gRPC sets itself. */
    private static final Set<String> KEPT_BACK = Set.of("user-agent", "te", "content-type");

    private static final ByteMarshaller BYTES = new ByteMarshaller();

    /**
     * How the receiver's certificate is checked, and the client's own; each in PEM, or null.
     *
     * @param trusted null for what the JDK trusts
     */
    record Pem(@Nullable String trusted, @Nullable String certificate, @Nullable String key) {}

    private final ManagedChannel channel;
    private final EventLoopGroup events;
    private final MethodDescriptor<byte[], byte[]> method;
    private final GrpcSenderConfig config;

    private GrpcSpanSender(ManagedChannel channel, EventLoopGroup events, GrpcSenderConfig config) {
        this.channel = channel;
        this.events = events;
        this.config = config;
        this.method =
                MethodDescriptor.newBuilder(BYTES, BYTES)
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(config.getFullMethodName())
                        .build();
    }

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalArgumentException if certificate or key cannot be read
     */
    static GrpcSpanSender open(GrpcSenderConfig config, Pem pem) {
        Http2FrameLogFilter.silence();
        URI endpoint = config.getEndpoint();
        boolean tls = "https".equals(endpoint.getScheme());
        EventLoopGroup events = EventLoops.open("leat-otlp", 1);
        try {
            NettyChannelBuilder builder =
                    NettyChannelBuilder.forTarget("dns:///" + endpoint.getAuthority())
                            .eventLoopGroup(events)
                            .channelFactory(EventLoops::newChannel)
                            .directExecutor()
                            .proxyDetector(server -> null)
                            .disableServiceConfigLookUp()
                            .userAgent("leat");
            if (config.getRetryPolicy() == null) {
                builder.disableRetry();
            } else {
                builder.enableRetry().defaultServiceConfig(repeats(config.getRetryPolicy()));
            }
            if (tls) {
                builder.sslContext(tls(pem));
            } else {
                builder.usePlaintext();
            }
            return new GrpcSpanSender(builder.build(), events, config);
        } catch (RuntimeException e) {
            EventLoops.close(events);
            throw e;
        }
    }

    private static SslContext tls(Pem pem) {
        try {
            SslContextBuilder context = GrpcSslContexts.forClient();
            if (pem.trusted() != null) {
                context.trustManager(stream(pem.trusted()));
            }
            if (pem.certificate() != null && pem.key() != null) {
                context.keyManager(stream(pem.certificate()), stream(pem.key()));
            }
            return context.build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("no TLS can be made of certificate and key", e);
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As gRPC's service configuration states it; the codes are OTLP's. */
    private static Map<String, ?> repeats(RetryPolicy policy) {
        Map<String, ?> repeats =
                Map.of(
                        "maxAttempts",
                        (double) policy.getMaxAttempts(),
                        "initialBackoff",
                        policy.getInitialBackoff().toMillis() / 1e3 + "s",
                        "maxBackoff",
                        policy.getMaxBackoff().toMillis() / 1e3 + "s",
                        "backoffMultiplier",
                        policy.getBackoffMultiplier(),
                        "retryableStatusCodes",
                        List.of(
                                "CANCELLED",
                                "DEADLINE_EXCEEDED",
                                "RESOURCE_EXHAUSTED",
                                "ABORTED",
                                "OUT_OF_RANGE",
                                "UNAVAILABLE",
                                "DATA_LOSS"));
        return Map.of(
                "methodConfig", List.of(Map.of("name", List.of(Map.of()), "retryPolicy", repeats)));
    }

    @Override
    public void send(
            MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.getContentLength());
            message.writeMessage(bytes);
            ClientCall<byte[], byte[]> call = channel.newCall(method, options());
            call.start(new Listener(onResponse), metadata());
            call.request(2);
            call.sendMessage(bytes.toByteArray());
            call.halfClose();
        } catch (IOException | RuntimeException e) {
            onError.accept(e);
        }
    }

    private CallOptions options() {
        CallOptions options =
                CallOptions.DEFAULT.withDeadlineAfter(
                        config.getTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return config.getCompressor() == null
                ? options
                : options.withCompression(new Codec.Gzip().getMessageEncoding());
    }

    private Metadata metadata() {
        Metadata metadata = new Metadata();
        config.getHeadersSupplier()
                .get()
                .forEach(
                        (name, values) -> {
                            if (!KEPT_BACK.contains(name.toLowerCase(Locale.ROOT))) {
                                values.forEach(value -> metadata.put(key(name), value));
                            }
                        });
        return metadata;
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Override
    public CompletableResultCode shutdown() {
        channel.shutdownNow();
        EventLoops.close(events);
        return CompletableResultCode.ofSuccess();
    }

    /** Hands on how a sending has ended. */
    private static final class Listener extends ClientCall.Listener<byte[]> {

        private final Consumer<GrpcResponse> onResponse;
        private byte[] reply = {};

        Listener(Consumer<GrpcResponse> onResponse) {
            this.onResponse = onResponse;
        }

        @Override
        public void onMessage(byte[] message) {
            reply = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            onResponse.accept(new Response(status, reply));
        }
    }

    /** How a sending has ended. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Response(Status status, byte[] reply) implements GrpcResponse {

        @Override
        public GrpcStatusCode getStatusCode() {
            return GrpcStatusCode.fromValue(status.getCode().value());
        }

        @Override
        public String getStatusDescription() {
            return ""; // a server's own text
        }

        @Override
        public byte[] getResponseMessage() {
            return reply;
        }
    }
}
