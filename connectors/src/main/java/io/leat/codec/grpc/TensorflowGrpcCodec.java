// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static io.leat.codec.protobuf.ProtoNames.TF_CLASSIFICATION_REQUEST;
import static io.leat.codec.protobuf.ProtoNames.TF_CLASSIFICATION_RESPONSE;
import static io.leat.codec.protobuf.ProtoNames.TF_MULTI_REQUEST;
import static io.leat.codec.protobuf.ProtoNames.TF_MULTI_RESPONSE;
import static io.leat.codec.protobuf.ProtoNames.TF_PREDICT_REQUEST;
import static io.leat.codec.protobuf.ProtoNames.TF_PREDICT_RESPONSE;
import static io.leat.codec.protobuf.ProtoNames.TF_REGRESSION_REQUEST;
import static io.leat.codec.protobuf.ProtoNames.TF_REGRESSION_RESPONSE;

import io.leat.codec.protobuf.ModelSpec;
import io.leat.protocol.Address;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;

/** TensorFlow Serving's PredictionService, by the field numbers of its public API. */
public final class TensorflowGrpcCodec extends GrpcCodec {

    private static final Address PREDICT = at("Predict", TF_PREDICT_RESPONSE);
    private static final Address CLASSIFY = at("Classify", TF_CLASSIFICATION_RESPONSE);
    private static final Address REGRESS = at("Regress", TF_REGRESSION_RESPONSE);
    private static final Address MULTI_INFERENCE = at("MultiInference", TF_MULTI_RESPONSE);

    public TensorflowGrpcCodec() {
        super(Protocol.TENSORFLOW);
    }

    private static Address at(String method, String reply) {
        return new Address("tensorflow.serving.PredictionService/" + method, reply);
    }

    @Override
    public Payload chain(Payload message, String node) throws BadPayloadException {
        return switch (message.type()) {
            case TF_PREDICT_REQUEST, TF_CLASSIFICATION_REQUEST, TF_REGRESSION_REQUEST ->
                    ModelSpec.named(message, node);
            case TF_MULTI_REQUEST -> ModelSpec.namedInTasks(message, node);
            case TF_PREDICT_RESPONSE -> ModelSpec.requestOf(message, node);
            default -> throw unknown(message.type());
        };
    }

    @Override
    public Address address(NodeCall call) throws BadPayloadException {
        if (!speaks(call.method())) {
            throw noCall(call.method());
        }
        String name = call.payload().type();
        return switch (name) {
            case TF_PREDICT_REQUEST -> PREDICT;
            case TF_CLASSIFICATION_REQUEST -> CLASSIFY;
            case TF_REGRESSION_REQUEST -> REGRESS;
            case TF_MULTI_REQUEST -> MULTI_INFERENCE;
            default -> throw unknown(name);
        };
    }
}
