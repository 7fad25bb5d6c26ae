// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

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
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real gRPC server on loopback that takes every method, and bytes for messages. */
public final class GrpcServer implements AutoCloseable {

    /** Answers a call whose only message has come. */
    @FunctionalInterface
    public interface Handler {
        void handle(ServerCall<byte[], byte[]> call, Metadata headers, byte[] request);
    }

    /** What the server takes of one message. */
    static final int LARGEST_REQUEST = 50_000;

    public static final Handler ECHO = (call, headers, request) -> answer(call, request);
    public static final Handler SILENT = (call, headers, request) -> {};

    private final Server server;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    private GrpcServer(InetSocketAddress place, Handler handler, @Nullable SslContext tls)
            throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(place)
                        .maxInboundMessageSize(LARGEST_REQUEST)
                        .addTransportFilter(new CountConnections())
                        .fallbackHandlerRegistry(new EveryMethod(handler));
        server = (tls == null ? builder : builder.sslContext(tls)).build().start();
    }

    public static GrpcServer start(Handler handler, @Nullable SslContext tls) throws IOException {
        return new GrpcServer(loopback(0), handler, tls);
    }

    public static GrpcServer start(Handler handler) throws IOException {
        return start(0, handler);
    }

    public static GrpcServer start(int port, Handler handler) throws IOException {
        return start(loopback(port), handler);
    }

    static GrpcServer start(InetSocketAddress place, Handler handler) throws IOException {
        return new GrpcServer(place, handler, null);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public static void answer(ServerCall<byte[], byte[]> call, byte[]... messages) {
        call.sendHeaders(new Metadata());
        for (byte[] message : messages) {
            call.sendMessage(message);
        }
        call.close(Status.OK, new Metadata());
    }

    static Handler refusing(Status status) {
        return (call, headers, request) -> call.close(status, new Metadata());
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
        public ServerMethodDefinition<byte[], byte[]> lookupMethod(String name, String authority) {
            ByteMarshaller bytes = new ByteMarshaller();
            // Server streaming, so that a test can answer with more messages than there should be.
            return ServerMethodDefinition.create(
                    MethodDescriptor.newBuilder(bytes, bytes)
                            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                            .setFullMethodName(name)
                            .build(),
                    this::begin);
        }

        private ServerCall.Listener<byte[]> begin(
                ServerCall<byte[], byte[]> call, Metadata headers) {
            calls.incrementAndGet();
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    handler.handle(call, headers, message);
                }
            };
        }
    }
}
