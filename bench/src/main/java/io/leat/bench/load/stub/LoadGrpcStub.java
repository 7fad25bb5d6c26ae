// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The stub's side that speaks gRPC: bytes in, bytes out, whatever the method. */
final class LoadGrpcStub {

    private static final int LARGEST = 32 << 20;
    private static final MessageBytes BYTES = new MessageBytes();

    private final Pace pace;
    private final EventLoopGroup loop;

    private LoadGrpcStub(Pace pace, EventLoopGroup loop) {
        this.pace = pace;
        this.loop = loop;
    }

    static void start(int port, EventLoopGroup loop, Pace pace) throws IOException {
        LoadGrpcStub stub = new LoadGrpcStub(pace, loop);
        var unused =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .channelType(NioServerSocketChannel.class)
                        .bossEventLoopGroup(loop)
                        .workerEventLoopGroup(loop)
                        .directExecutor()
                        .maxInboundMessageSize(LARGEST)
                        .fallbackHandlerRegistry(stub.methods())
                        .build()
                        .start();
    }

    private HandlerRegistry methods() {
        Map<String, ServerMethodDefinition<byte[], byte[]>> known = new ConcurrentHashMap<>();
        return new HandlerRegistry() {
            @Override
            public ServerMethodDefinition<?, ?> lookupMethod(
                    String name, @Nullable String authority) {
                return known.computeIfAbsent(name, LoadGrpcStub.this::method);
            }
        };
    }

    private ServerMethodDefinition<byte[], byte[]> method(String name) {
        GrpcReplies replies = GrpcReplies.to(name);
        MethodDescriptor<byte[], byte[]> method =
                MethodDescriptor.newBuilder(BYTES, BYTES)
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(name)
                        .build();
        return ServerMethodDefinition.create(
                method,
                (call, headers) -> {
                    call.request(1);
                    return new Call(call, replies);
                });
    }

    private final class Call extends ServerCall.Listener<byte[]> {

        private final ServerCall<byte[], byte[]> call;
        private final GrpcReplies replies;

        Call(ServerCall<byte[], byte[]> call, GrpcReplies replies) {
            this.call = call;
            this.replies = replies;
        }

        @Override
        public void onMessage(byte[] message) {
            int rows = replies.rows(message);
            pace.serve(loop.next(), rows, well -> end(well, rows));
        }

        private void end(boolean well, int rows) {
            if (!well) {
                call.close(Status.UNAVAILABLE.withDescription("as told"), new Metadata());
                return;
            }
            call.sendHeaders(new Metadata());
            call.sendMessage(replies.of(rows));
            call.close(Status.OK, new Metadata());
        }
    }
}
