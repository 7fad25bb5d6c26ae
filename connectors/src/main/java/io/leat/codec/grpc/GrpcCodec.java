// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import io.leat.codec.protobuf.ProtoNames;
import io.leat.codec.protobuf.ProtobufFields;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the gRPC protocols have in common: a record says what it is, and must be well-formed. */
abstract sealed class GrpcCodec implements MessageCodec
        permits SeldonGrpcCodec, TensorflowGrpcCodec, V2GrpcCodec {

    private final Protocol protocol;
    private final Set<String> recordTypes;

    GrpcCodec(Protocol protocol) {
        this.protocol = protocol;
        this.recordTypes = ProtoNames.of(protocol);
    }

    @Override
    public final Protocol protocol() {
        return protocol;
    }

    @Override
    public final Set<String> recordTypes() {
        return recordTypes;
    }

    /**
     * {@inheritDoc} A message whose outermost fields cannot be told apart is refused here, since
     * servers answer it with a status that looks worth another attempt.
     */
    @Override
    public final void admit(Payload message) throws BadPayloadException {
        if (!recordTypes.contains(message.type())) {
            throw unknown(message.type());
        }
        ProtobufFields.check(message.body());
    }

    @Override
    public Payload combine(List<Payload> messages) throws BadPayloadException {
        throw noCall(UnitMethod.AGGREGATE);
    }

    @Override
    public int route(Payload reply) throws BadPayloadException {
        throw noCall(UnitMethod.ROUTE);
    }

    @Override
    public Payload withRouting(Payload reply, Map<String, Integer> routing) {
        return reply;
    }

    @Override
    public boolean speaks(UnitMethod method) {
        return switch (method) {
            case PREDICT, TRANSFORM_INPUT, TRANSFORM_OUTPUT -> true;
            case ROUTE, AGGREGATE, SEND_FEEDBACK, SEND_ROUTER_FEEDBACK -> false;
        };
    }

    final BadPayloadException unknown(String name) {
        return ProtoNames.reject(name, protocol);
    }

    final BadPayloadException noCall(UnitMethod method) {
        return new BadPayloadException(
                method + " (expected: a call that " + protocol.wire() + " has over gRPC)");
    }
}
