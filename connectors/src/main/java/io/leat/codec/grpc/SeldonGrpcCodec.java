// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static io.leat.codec.protobuf.ProtoNames.SELDON_FEEDBACK;
import static io.leat.codec.protobuf.ProtoNames.SELDON_MESSAGE;
import static io.leat.codec.protobuf.ProtoNames.SELDON_MESSAGE_LIST;

import io.leat.codec.protobuf.ProtoBuiltIns;
import io.leat.codec.protobuf.ProtoRoute;
import io.leat.codec.protobuf.ProtoRouting;
import io.leat.codec.protobuf.ProtobufFields;
import io.leat.protocol.Address;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import io.leat.wire.seldon.SeldonMessageList;
import java.util.List;
import java.util.Map;

/** The seldon protocol over gRPC: a service for each type of node. */
public final class SeldonGrpcCodec extends GrpcCodec {

    private static final Address PREDICT = at("Model/Predict");
    private static final Address TRANSFORM_INPUT = at("Transformer/TransformInput");
    private static final Address ROUTE = at("Router/Route");
    private static final Address AGGREGATE = at("Combiner/Aggregate");
    private static final Address TRANSFORM_OUTPUT = at("OutputTransformer/TransformOutput");

    // As executor/api/grpc/seldon/client.go#Feedback; it asks routers so too, which
    // prediction.proto
    // gives a method of their own, and servers that are routers alone have only that.
    private static final Address SEND_FEEDBACK = at("Model/SendFeedback");
    private static final Address SEND_ROUTER_FEEDBACK = at("Router/SendFeedback");

    private static final int LIST_MESSAGES = SeldonMessageList.SELDONMESSAGES_FIELD_NUMBER;

    public SeldonGrpcCodec() {
        super(Protocol.SELDON);
    }

    private static Address at(String method) {
        return new Address("seldon.protos." + method, SELDON_MESSAGE);
    }

    @Override
    public Payload chain(Payload message, String node) throws BadPayloadException {
        requireMessage(message);
        return message;
    }

    @Override
    public Payload combine(List<Payload> messages) throws BadPayloadException {
        int size = 0;
        for (Payload message : messages) {
            requireMessage(message);
            size += message.body().length + 6;
        }
        byte[] list =
                ProtobufFields.write(
                        size,
                        out -> {
                            for (Payload message : messages) {
                                out.writeByteArray(LIST_MESSAGES, message.body());
                            }
                        });
        return new Payload(list, SELDON_MESSAGE_LIST);
    }

    @Override
    public int route(Payload reply) throws BadPayloadException {
        requireMessage(reply);
        return ProtoRoute.read(reply.body());
    }

    @Override
    public Address address(NodeCall call) throws BadPayloadException {
        requireType(call.payload(), takenBy(call.method()));
        return switch (call.method()) {
            case PREDICT -> PREDICT;
            case TRANSFORM_INPUT -> TRANSFORM_INPUT;
            case ROUTE -> ROUTE;
            case AGGREGATE -> AGGREGATE;
            case TRANSFORM_OUTPUT -> TRANSFORM_OUTPUT;
            case SEND_FEEDBACK -> SEND_FEEDBACK;
            case SEND_ROUTER_FEEDBACK -> SEND_ROUTER_FEEDBACK;
        };
    }

    private static String takenBy(UnitMethod method) {
        return switch (method) {
            case PREDICT, TRANSFORM_INPUT, ROUTE, TRANSFORM_OUTPUT -> SELDON_MESSAGE;
            case AGGREGATE -> SELDON_MESSAGE_LIST;
            case SEND_FEEDBACK, SEND_ROUTER_FEEDBACK -> SELDON_FEEDBACK;
        };
    }

    @Override
    public Payload withRouting(Payload reply, Map<String, Integer> routing) {
        return ProtoRouting.write(reply, routing);
    }

    @Override
    public boolean speaks(UnitMethod method) {
        return true;
    }

    private void requireMessage(Payload message) throws BadPayloadException {
        requireType(message, SELDON_MESSAGE);
    }

    private void requireType(Payload message, String type) throws BadPayloadException {
        if (!message.type().equals(type)) {
            throw unknown(message.type());
        }
    }

    @Override
    public Payload simpleModel(Payload request) throws BadPayloadException {
        return ProtoBuiltIns.simpleModel(request);
    }

    @Override
    public Payload average(List<Payload> messages) throws BadPayloadException {
        return ProtoBuiltIns.average(messages);
    }
}
