// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static io.leat.codec.protobuf.ProtoNames.V2_REQUEST;
import static io.leat.codec.protobuf.ProtoNames.V2_RESPONSE;

import com.google.protobuf.CodedOutputStream;
import io.leat.codec.protobuf.ProtobufFields;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.protocol.Address;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferResponse;
import java.io.IOException;
import java.util.List;

/** The Open Inference Protocol (v2) over gRPC, by the field numbers of its public definition. */
public final class V2GrpcCodec extends GrpcCodec {

    private static final Address INFER =
            new Address("inference.GRPCInferenceService/ModelInfer", V2_RESPONSE);

    private static final int MODEL_NAME = ModelInferRequest.MODEL_NAME_FIELD_NUMBER;
    private static final int ID = ModelInferRequest.ID_FIELD_NUMBER;
    private static final int PARAMETERS = ModelInferRequest.PARAMETERS_FIELD_NUMBER;
    private static final int RESPONSE_OUTPUTS = ModelInferResponse.OUTPUTS_FIELD_NUMBER;
    private static final int RESPONSE_RAW_OUTPUTS =
            ModelInferResponse.RAW_OUTPUT_CONTENTS_FIELD_NUMBER;
    private static final int REQUEST_INPUTS = ModelInferRequest.INPUTS_FIELD_NUMBER;
    private static final int REQUEST_RAW_INPUTS = ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER;

    public V2GrpcCodec() {
        super(Protocol.V2);
    }

    @Override
    public Payload chain(Payload message, String node) throws BadPayloadException {
        return switch (message.type()) {
            case V2_REQUEST -> named(message, node);
            case V2_RESPONSE -> requestOf(message, node);
            default -> throw unknown(message.type());
        };
    }

    @Override
    public Address address(NodeCall call) throws BadPayloadException {
        if (!speaks(call.method())) {
            throw noCall(call.method());
        }
        if (!call.payload().type().equals(V2_REQUEST)) {
            throw unknown(call.payload().type());
        }
        return INFER;
    }

    private static Payload named(Payload request, String node) throws BadPayloadException {
        byte[] body = request.body();
        Field name = ProtobufFields.lastBlock(body, MODEL_NAME);
        if (name != null && name.length() > 0) {
            return request;
        }
        byte[] filled =
                ProtobufFields.write(
                        body.length + CodedOutputStream.computeStringSize(MODEL_NAME, node),
                        out -> {
                            out.write(body, 0, body.length);
                            out.writeString(MODEL_NAME, node);
                        });
        return new Payload(filled, V2_REQUEST);
    }

    private static Payload requestOf(Payload response, String node) throws BadPayloadException {
        byte[] body = response.body();
        List<Field> fields = ProtobufFields.fields(body);
        byte[] request =
                ProtobufFields.write(
                        body.length + node.length() + 8,
                        out -> {
                            out.writeString(MODEL_NAME, node);
                            for (Field field : fields) {
                                asRequest(out, body, field);
                            }
                        });
        return new Payload(request, V2_REQUEST);
    }

    /** The version is the answering model's and goes no further. */
    private static void asRequest(CodedOutputStream out, byte[] body, Field field)
            throws IOException {
        if (field.isBlock(RESPONSE_RAW_OUTPUTS)) {
            ProtobufFields.copy(out, body, field, REQUEST_RAW_INPUTS);
        } else if (field.isBlock(RESPONSE_OUTPUTS)) {
            ProtobufFields.copy(out, body, field, REQUEST_INPUTS);
        } else if (field.isBlock(ID) || field.isBlock(PARAMETERS)) {
            ProtobufFields.copy(out, body, field);
        }
    }
}
