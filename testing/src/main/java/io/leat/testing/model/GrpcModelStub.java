// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.model;

import io.grpc.Attributes;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.leat.testing.net.BytesMarshaller;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real gRPC server on loopback that takes every method, and bytes for messages. Those that ask
 * how it is are no calls, and not implemented unless a test says so.
 */
public final class GrpcModelStub implements AutoCloseable {

    /** Answers a call whose only message has come. */
    @FunctionalInterface
    public interface Handler {
        void handle(ServerCall<byte[], byte[]> call, Metadata headers, byte[] request);
    }

    /** What the server takes of one message. */
    public static final int LARGEST_REQUEST = 50_000;

    private static final Pattern STATES =
            Pattern.compile(".*/(ModelReady|ModelMetadata|ServerLive|GetModelStatus|Check)");

    private static final byte[] NO_MESSAGE = {0x0f};

    public static final Handler ECHO = (call, headers, request) -> answer(call, request);
    public static final Handler SILENT = (call, headers, request) -> {};

    private final Server server;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable Handler state;

    private GrpcModelStub(InetSocketAddress place, Handler handler, @Nullable SslContext tls)
            throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(place)
                        .maxInboundMessageSize(LARGEST_REQUEST)
                        .addTransportFilter(new CountConnections())
                        .fallbackHandlerRegistry(new EveryMethod(handler));
        server = (tls == null ? builder : builder.sslContext(tls)).build().start();
    }

    public static GrpcModelStub start(Handler handler, @Nullable SslContext tls)
            throws IOException {
        return new GrpcModelStub(loopback(0), handler, tls);
    }

    public static GrpcModelStub start(Handler handler) throws IOException {
        return start(0, handler);
    }

    public static GrpcModelStub start(int port, Handler handler) throws IOException {
        return start(loopback(port), handler);
    }

    public static GrpcModelStub start(InetSocketAddress place, Handler handler) throws IOException {
        return new GrpcModelStub(place, handler, null);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public static void answer(ServerCall<byte[], byte[]> call, byte[]... messages) {
        answer(call, new Metadata(), messages);
    }

    /** With headers before the messages. */
    public static void answer(
            ServerCall<byte[], byte[]> call, Metadata headers, byte[]... messages) {
        call.sendHeaders(headers);
        for (byte[] message : messages) {
            call.sendMessage(message);
        }
        call.close(Status.OK, new Metadata());
    }

    public static Handler refusing(Status status) {
        return (call, headers, request) -> call.close(status, new Metadata());
    }

    /** From now on answers so when it is asked how it is. */
    public GrpcModelStub saying(Handler next) {
        state = next;
        return this;
    }

    public int port() {
        return server.getPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    public int connections() {
        return connections.get();
    }

    public int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class CountConnections extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes attributes) {
            connections.incrementAndGet();
            return attributes;
        }
    }

    private final class EveryMethod extends HandlerRegistry {
        private final Handler handler;

        EveryMethod(Handler handler) {
            this.handler = handler;
        }

        @Override
        public @Nullable ServerMethodDefinition<byte[], byte[]> lookupMethod(
                String name, @Nullable String authority) {
            boolean asksHowItIs = STATES.matcher(name).matches();
            Handler chosen = asksHowItIs ? state : handler;
            if (chosen == null) {
                return null; // not implemented
            }
            // Server streaming, so that a test can answer with more messages than there should be.
            return ServerMethodDefinition.create(
                    MethodDescriptor.newBuilder(new BytesMarshaller(), new BytesMarshaller())
                            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                            .setFullMethodName(name)
                            .build(),
                    (call, headers) -> begin(chosen, !asksHowItIs, call, headers));
        }

        private ServerCall.Listener<byte[]> begin(
                Handler chosen, boolean counts, ServerCall<byte[], byte[]> call, Metadata headers) {
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    if (counts && !asksForTheMethod(message)) {
                        calls.incrementAndGet();
                    }
                    chosen.handle(call, headers, message);
                }
            };
        }
    }

    /** Whether a call only asks if there is such a method, with what no message begins with. */
    public static boolean asksForTheMethod(byte[] message) {
        return Arrays.equals(message, NO_MESSAGE);
    }
}
