// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.codec.protobuf.ProtoTensor;
import io.leat.codec.protobuf.ProtobufFields;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.codec.protobuf.V2Tensor;
import io.leat.codec.tensor.ByteRanges;
import io.leat.codec.tensor.TensorRank;
import io.leat.codec.tensor.V2Parameters;
import io.leat.protocol.BadPayloadException;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Open Inference Protocol over gRPC, tensors in typed lists or raw. */
public final class V2GrpcBatchCodec extends GrpcBatchCodec {

    private static final int ID = ModelInferRequest.ID_FIELD_NUMBER;
    private static final int INPUTS = ModelInferRequest.INPUTS_FIELD_NUMBER;
    private static final int RAW_INPUTS = ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER;
    private static final int OUTPUTS = ModelInferResponse.OUTPUTS_FIELD_NUMBER;
    private static final int RAW_OUTPUTS = ModelInferResponse.RAW_OUTPUT_CONTENTS_FIELD_NUMBER;

    public V2GrpcBatchCodec() {
        super(ProtoNames.V2_REQUEST);
    }

    @Override
    @Nullable ProtoTable request(byte[] body) throws BadPayloadException {
        return read(body, INPUTS, RAW_INPUTS, TensorRank.MATRIX_OR_ONE);
    }

    @Override
    boolean isForOne(byte[] key) {
        return V2Parameters.areForOne(key);
    }

    @Override
    @Nullable ProtoTable answer(byte[] body) throws BadPayloadException {
        return read(body, OUTPUTS, RAW_OUTPUTS, TensorRank.ANY);
    }

    private static @Nullable ProtoTable read(
            byte[] body, int tensorNumber, int rawNumber, TensorRank rank)
            throws BadPayloadException {
        List<Field> fields = ProtobufFields.fields(body);
        List<Field> raws = new ArrayList<>(2);
        List<Field> stated = new ArrayList<>(2);
        Field id = null;
        for (Field field : fields) {
            if (field.isBlock(rawNumber)) {
                raws.add(field);
            } else if (field.isBlock(tensorNumber)) {
                stated.add(field);
            } else if (field.isBlock(ID)) {
                if (id != null) {
                    return null;
                }
                id = field;
            }
        }
        if (stated.isEmpty() || (!raws.isEmpty() && raws.size() != stated.size())) {
            return null;
        }
        List<ProtoTensor> tensors = new ArrayList<>(stated.size());
        for (int i = 0; i < stated.size(); i++) {
            Field raw = raws.isEmpty() ? null : raws.get(i);
            ProtoTensor tensor = V2Tensor.read(body, stated.get(i), raw);
            if (tensor == null || !tensor.hasRows(body, rank)) {
                return null;
            }
            tensors.add(tensor);
        }
        String name =
                id == null
                        ? null
                        : new String(body, id.value(), id.length(), StandardCharsets.UTF_8);
        return new Table(body, fields, tensorNumber, rawNumber, tensors, name);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Table(
            byte[] body,
            List<Field> fields,
            int tensorNumber,
            int rawNumber,
            List<ProtoTensor> tensors,
            @Nullable String id)
            implements ProtoTable {

        @Override
        public byte[] key() {
            return ProtobufFields.write(
                    128,
                    out -> {
                        int tensor = 0;
                        for (Field field : fields) {
                            if (field.isBlock(tensorNumber)) {
                                out.writeByteArray(tensorNumber, tensors.get(tensor++).key());
                            } else if (field.isBlock(rawNumber) || field.isBlock(ID)) {
                                out.writeTag(field.number(), WireFormat.WIRETYPE_LENGTH_DELIMITED);
                            } else {
                                ProtobufFields.copy(out, body, field);
                            }
                        }
                    });
        }

        @Override
        public void write(
                CodedOutputStream out, int rows, List<ByteRanges> pieces, @Nullable String name)
                throws IOException {
            int tensor = 0;
            int raw = 0;
            for (Field field : fields) {
                if (field.isBlock(tensorNumber)) {
                    tensors.get(tensor)
                            .with(rows, pieces.get(tensor++))
                            .writeField(out, tensorNumber);
                } else if (field.isBlock(rawNumber)) {
                    pieces.get(raw++).writeField(out, rawNumber);
                } else if (field.isBlock(ID) && name != null) {
                    out.writeString(ID, name);
                } else {
                    ProtobufFields.copy(out, body, field);
                }
            }
        }
    }
}
