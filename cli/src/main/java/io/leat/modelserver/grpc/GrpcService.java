// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.leat.modelserver.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a service out of functions: one request, one answer. */
final class GrpcService {

    private static final Logger LOG = LoggerFactory.getLogger(GrpcService.class);

    /** A server only writes its answers, and all messages are written alike. */
    private static final MethodDescriptor.Marshaller<Message> ANSWERS =
            ProtoUtils.marshaller(Empty.getDefaultInstance());

    private final String name;
    private final ServerServiceDefinition.Builder service;

    /**
     * @param name package and service, as in {@code seldon.protos.Model}
     */
    GrpcService(String name) {
        this.name = name;
        this.service = ServerServiceDefinition.builder(name);
    }

    /** What a method does. */
    @FunctionalInterface
    interface Method<Q extends Message> {
        /**
         * Answers a request.
         *
         * @throws RefusedException for every other status than OK
         */
        Message answer(Q request) throws RefusedException;
    }

    /**
     * Adds a method.
     *
     * @param request any: it says what the bytes are
     */
    <Q extends Message> GrpcService with(String method, Q request, Method<Q> function) {
        String fullName = name + "/" + method;
        service.addMethod(
                MethodDescriptor.<Q, Message>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(fullName)
                        .setRequestMarshaller(ProtoUtils.marshaller(request))
                        .setResponseMarshaller(ANSWERS)
                        .build(),
                ServerCalls.asyncUnaryCall((asked, out) -> run(fullName, function, asked, out)));
        return this;
    }

    ServerServiceDefinition definition() {
        return service.build();
    }

    private static <Q extends Message> void run(
            String name, Method<Q> method, Q request, StreamObserver<Message> out) {
        Message answer;
        try {
            answer = method.answer(request);
        } catch (RefusedException refused) {
            out.onError(status(refused));
            return;
        } catch (RuntimeException e) {
            LOG.error("call failed: method={}", name, e);
            String message = "the model failed: " + e.getClass().getSimpleName();
            out.onError(Status.INTERNAL.withDescription(message).asException());
            return;
        }
        out.onNext(answer);
        out.onCompleted();
    }

    private static StatusException status(RefusedException refused) {
        Status status = refused.status() == 404 ? Status.NOT_FOUND : Status.INVALID_ARGUMENT;
        return status.withDescription(refused.getMessage()).asException();
    }
}
