// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.leat.job.wire.Body;
import io.leat.job.wire.Fixture.Reply;
import io.leat.job.wire.Header;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** gRPC that takes every method, and bytes for messages. */
final class WireGrpcServer implements WireServer {

    private static final int LARGEST_REQUEST = 16 << 20;

    /** What any gRPC client sets for itself. */
    private static final Set<String> OF_THE_CLIENT =
            Set.of("content-type", "user-agent", "te", "grpc-accept-encoding", "grpc-timeout");

    private final Server server;
    private final Handler handler;

    WireGrpcServer(Handler handler) {
        this.handler = handler;
        try {
            server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .maxInboundMessageSize(LARGEST_REQUEST)
                            .fallbackHandlerRegistry(new EveryMethod())
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class EveryMethod extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<byte[], byte[]> lookupMethod(String name, String authority) {
            // Server streaming, so that a reply can be without a message.
            return ServerMethodDefinition.create(
                    MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                            .setFullMethodName(name)
                            .build(),
                    WireGrpcServer.this::begin);
        }
    }

    private ServerCall.Listener<byte[]> begin(ServerCall<byte[], byte[]> call, Metadata metadata) {
        call.request(1);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                String path = "/" + call.getMethodDescriptor().getFullMethodName();
                send(call, handler.answer(path, headers(metadata), message));
            }
        };
    }

    private static List<Header> headers(Metadata metadata) {
        List<Header> headers = new ArrayList<>();
        for (String name : metadata.keys()) {
            if (OF_THE_CLIENT.contains(name)) {
                continue;
            }
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                metadata.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER))
                        .forEach(value -> headers.add(new Header(name, value)));
            } else {
                metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))
                        .forEach(value -> headers.add(Header.of(name, value)));
            }
        }
        headers.sort(Comparator.comparing(Header::name));
        return headers;
    }

    private static void send(ServerCall<byte[], byte[]> call, Reply reply) {
        if (reply == null) {
            call.close(Status.INVALID_ARGUMENT, new Metadata());
            return;
        }
        Metadata metadata = metadata(reply.headers());
        if (!reply.status().isEmpty() && !reply.status().equals("OK")) {
            Status status = Status.fromCode(Status.Code.valueOf(reply.status()));
            call.close(status.withDescription(reply.description()), metadata);
            return;
        }
        call.sendHeaders(metadata);
        Body body = reply.body();
        if (body != null) {
            call.sendMessage(body.bytes());
        }
        call.close(Status.OK, new Metadata());
    }

    private static Metadata metadata(List<Header> headers) {
        Metadata metadata = new Metadata();
        for (Header header : headers) {
            if (header.name().endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                metadata.put(
                        Metadata.Key.of(header.name(), Metadata.BINARY_BYTE_MARSHALLER),
                        header.value());
            } else {
                metadata.put(
                        Metadata.Key.of(header.name(), Metadata.ASCII_STRING_MARSHALLER),
                        header.text());
            }
        }
        return metadata;
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public int port() {
        return server.getPort();
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
}
