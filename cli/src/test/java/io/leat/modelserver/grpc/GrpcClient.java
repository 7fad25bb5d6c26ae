// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.net.InetSocketAddress;
import org.assertj.core.api.Assertions;

/** Speaks to a server over a real socket. */
final class GrpcClient implements AutoCloseable {

    private final ManagedChannel channel;

    GrpcClient(InetSocketAddress address) {
        this.channel = NettyChannelBuilder.forAddress(address).usePlaintext().build();
    }

    @SuppressWarnings("unchecked") // a message's default instance is of its own type
    <A extends Message> A call(String method, Message request, A reply) {
        MethodDescriptor<Message, Message> descriptor =
                MethodDescriptor.<Message, Message>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(method)
                        .setRequestMarshaller(
                                ProtoUtils.marshaller(request.getDefaultInstanceForType()))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(reply.getDefaultInstanceForType()))
                        .build();
        return (A) ClientCalls.blockingUnaryCall(channel, descriptor, CallOptions.DEFAULT, request);
    }

    /** The code and description of the status that a call is refused with. */
    String refusal(String method, Message request) {
        StatusRuntimeException refused =
                Assertions.catchThrowableOfType(
                        StatusRuntimeException.class, () -> call(method, request, request));
        return refused.getMessage();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
