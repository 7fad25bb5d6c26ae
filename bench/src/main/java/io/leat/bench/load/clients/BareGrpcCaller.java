// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.leat.bench.load.stub.MessageBytes;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** grpc-java as the bare loops use it. Thread-safe. */
final class BareGrpcCaller implements BareCaller {

    private static final MessageBytes BYTES = new MessageBytes();

    private final ManagedChannel channel;
    private final MethodDescriptor<byte[], byte[]> method;

    BareGrpcCaller(int port, String method, int threads) {
        this.channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .directExecutor()
                        .channelType(NioSocketChannel.class)
                        .eventLoopGroup(
                                new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory()))
                        .build();
        this.method =
                MethodDescriptor.newBuilder(BYTES, BYTES)
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(method)
                        .build();
    }

    @Override
    public void call(byte[] request, Consumer<byte @Nullable []> answered) {
        ClientCall<byte[], byte[]> call = channel.newCall(method, CallOptions.DEFAULT);
        call.start(new Listener(answered), new Metadata());
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
    }

    private static final class Listener extends ClientCall.Listener<byte[]> {

        private final Consumer<byte @Nullable []> answered;
        private byte @Nullable [] answer;

        Listener(Consumer<byte @Nullable []> answered) {
            this.answered = answered;
        }

        @Override
        public void onMessage(byte[] message) {
            answer = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            answered.accept(status.isOk() ? answer : null);
        }
    }
}
