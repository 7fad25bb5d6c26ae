// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.model;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.leat.wire.seldon.SeldonMessage;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The stub's side that speaks gRPC. */
public final class FaultGrpcStub {

    private static final int LARGEST = 32 << 20;
    private static final Metadata.Key<String> WISH =
            Metadata.Key.of(ModelBehaviour.MEMBER, Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> WISHED = Context.key(ModelBehaviour.MEMBER);
    private static final MethodDescriptor<SeldonMessage, SeldonMessage> PREDICT =
            MethodDescriptor.<SeldonMessage, SeldonMessage>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("seldon.protos.Model/Predict")
                    .setRequestMarshaller(ProtoUtils.marshaller(SeldonMessage.getDefaultInstance()))
                    .setResponseMarshaller(
                            ProtoUtils.marshaller(SeldonMessage.getDefaultInstance()))
                    .build();

    private final FaultModelStub stub;

    FaultGrpcStub(FaultModelStub stub) {
        this.stub = stub;
    }

    void start(InetSocketAddress place) throws IOException {
        var unused =
                NettyServerBuilder.forAddress(place)
                        .maxInboundMessageSize(LARGEST)
                        .maxInboundMetadataSize(1 << 20)
                        .intercept(new Wishes())
                        .addService(
                                ServerServiceDefinition.builder("seldon.protos.Model")
                                        .addMethod(
                                                PREDICT, ServerCalls.asyncUnaryCall(this::predict))
                                        .build())
                        .build()
                        .start();
    }

    /** Metadata is for interceptors only. */
    private static final class Wishes implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            String wish = headers.get(WISH);
            return Contexts.interceptCall(
                    Context.current().withValue(WISHED, wish == null ? "answer" : wish),
                    call,
                    headers,
                    next);
        }
    }

    private void predict(SeldonMessage request, StreamObserver<SeldonMessage> reply) {
        long number = SeldonMessages.number(request);
        ModelBehaviour wish = ModelBehaviour.of(WISHED.get());
        stub.later(Math.max(0, number), () -> end(number, stub.behaviour(wish), reply));
    }

    private static void end(long number, ModelBehaviour now, StreamObserver<SeldonMessage> reply) {
        switch (now.kind()) {
            case ANSWER -> {
                if (number < 0) {
                    fail(reply, Status.INVALID_ARGUMENT);
                } else {
                    send(reply, SeldonMessages.message(number, 2 * number));
                }
            }
            case STATUS -> fail(reply, likeness(now.number()));
            case PAGE -> fail(reply, Status.PERMISSION_DENIED);
            case BUSY -> fail(reply, Status.RESOURCE_EXHAUSTED);
            case BREAK -> fail(reply, Status.DATA_LOSS);
            case HANG -> {}
            case EMPTY -> send(reply, SeldonMessage.getDefaultInstance());
            case GARBAGE -> send(reply, garbage());
            case HUGE ->
                    send(
                            reply,
                            SeldonMessage.newBuilder()
                                    .setBinData(ByteString.copyFrom(new byte[now.number()]))
                                    .build());
        }
    }

    /** A message whose content cannot be parsed. */
    public static SeldonMessage garbage() {
        return SeldonMessage.newBuilder()
                .setBinData(ByteString.copyFrom(FaultModelStub.garbage()))
                .build();
    }

    private static Status likeness(int status) {
        if (status == 400) {
            return Status.INVALID_ARGUMENT;
        }
        if (status == 403) {
            return Status.PERMISSION_DENIED;
        }
        return status == 503 ? Status.UNAVAILABLE : Status.INTERNAL;
    }

    private static void fail(StreamObserver<SeldonMessage> reply, Status status) {
        reply.onError(status.withDescription("as told").asRuntimeException());
    }

    private static void send(StreamObserver<SeldonMessage> reply, SeldonMessage message) {
        reply.onNext(message);
        reply.onCompleted();
    }
}
