// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.leat.modelserver.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes methods of a server out of functions: one request, one answer. */
final class GrpcMethod {

    private static final Logger LOG = LoggerFactory.getLogger(GrpcMethod.class);

    private GrpcMethod() {}

    /** What a method does. */
    @FunctionalInterface
    interface Answering<Q extends Message, A extends Message> {
        /**
         * Answers a request.
         *
         * @throws RefusedException for every other status than OK
         */
        A answer(Q request) throws RefusedException;
    }

    /**
     * A method as a server has it.
     *
     * @param name package, service and method, as in {@code seldon.protos.Model/Predict}
     * @param request any, as is {@code answer}: both say what the bytes are
     */
    static <Q extends Message, A extends Message> ServerMethodDefinition<Q, A> define(
            String name, Q request, A answer, Answering<Q, A> method) {
        MethodDescriptor<Q, A> descriptor =
                MethodDescriptor.<Q, A>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(name)
                        .setRequestMarshaller(ProtoUtils.marshaller(request))
                        .setResponseMarshaller(ProtoUtils.marshaller(answer))
                        .build();
        return ServerMethodDefinition.create(
                descriptor,
                ServerCalls.asyncUnaryCall((asked, out) -> run(name, method, asked, out)));
    }

    private static <Q extends Message, A extends Message> void run(
            String name, Answering<Q, A> method, Q request, StreamObserver<A> out) {
        A answer;
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
