// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.codec.protobuf.ProtoTensor;
import io.leat.codec.protobuf.ProtobufFields;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.codec.protobuf.TfTensor;
import io.leat.codec.tensor.ByteRanges;
import io.leat.codec.tensor.TensorRank;
import io.leat.protocol.BadPayloadException;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** TensorFlow Serving's {@code Predict}; its other calls go alone. */
public final class TensorflowGrpcBatchCodec extends GrpcBatchCodec {

    private static final int INPUTS = PredictRequest.INPUTS_FIELD_NUMBER;
    private static final int OUTPUTS = PredictResponse.OUTPUTS_FIELD_NUMBER;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    public TensorflowGrpcBatchCodec() {
        super(ProtoNames.TF_PREDICT_REQUEST);
    }

    @Override
    @Nullable ProtoTable request(byte[] body) throws BadPayloadException {
        return read(body, INPUTS, TensorRank.MATRIX_OR_ONE);
    }

    @Override
    @Nullable ProtoTable answer(byte[] body) throws BadPayloadException {
        return read(body, OUTPUTS, TensorRank.ANY);
    }

    private static @Nullable ProtoTable read(byte[] body, int number, TensorRank rank)
            throws BadPayloadException {
        List<Field> fields = ProtobufFields.fields(body);
        SortedMap<String, ProtoTensor> tensors = new TreeMap<>();
        for (Field field : fields) {
            if (field.isBlock(number)) {
                List<Field> entry = ProtobufFields.fields(body, field);
                Field value = valueOf(entry);
                ProtoTensor tensor = value == null ? null : TfTensor.read(body, value);
                if (tensor == null
                        || !tensor.hasRows(body, rank)
                        || tensors.put(name(body, entry.get(0)), tensor) != null) {
                    return null;
                }
            }
        }
        return tensors.isEmpty() ? null : new Table(body, fields, number, tensors);
    }

    /** The value of an entry with a key and a value, in this order, as everyone writes it. */
    private static @Nullable Field valueOf(List<Field> entry) {
        return entry.size() == 2
                        && entry.get(0).isBlock(ENTRY_KEY)
                        && entry.get(1).isBlock(ENTRY_VALUE)
                ? entry.get(1)
                : null;
    }

    private static String name(byte[] body, Field key) {
        // Latin-1 tells any two names apart, whatever they are.
        return new String(body, key.value(), key.length(), StandardCharsets.ISO_8859_1);
    }

    /** Tensors in the order of their names: a map's order means nothing, and differs. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Table(
            byte[] body, List<Field> fields, int number, SortedMap<String, ProtoTensor> named)
            implements ProtoTable {

        @Override
        public List<ProtoTensor> tensors() {
            return List.copyOf(named.values());
        }

        @Override
        public @Nullable String id() {
            return null;
        }

        @Override
        public byte[] key() {
            return ProtobufFields.write(
                    128,
                    out -> {
                        for (Field field : fields) {
                            if (!field.isBlock(number)) {
                                ProtobufFields.copy(out, body, field);
                            }
                        }
                        for (var tensor : named.entrySet()) {
                            out.writeByteArray(number, latin(tensor.getKey()));
                            out.writeByteArray(number, tensor.getValue().key());
                        }
                    });
        }

        @Override
        public void write(
                CodedOutputStream out, int rows, List<ByteRanges> pieces, @Nullable String id)
                throws IOException {
            for (Field field : fields) {
                if (!field.isBlock(number)) {
                    ProtobufFields.copy(out, body, field);
                }
            }
            int next = 0;
            for (var tensor : named.entrySet()) {
                byte[] name = latin(tensor.getKey());
                ProtoTensor.Written value = tensor.getValue().with(rows, pieces.get(next++));
                int size =
                        CodedOutputStream.computeByteArraySize(ENTRY_KEY, name)
                                + value.fieldSize(ENTRY_VALUE);
                out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt32NoTag(size);
                out.writeByteArray(ENTRY_KEY, name);
                value.writeField(out, ENTRY_VALUE);
            }
        }

        private static byte[] latin(String name) {
            return name.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
