// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.protocol.Payload;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import io.leat.wire.v2.ModelInferResponse;
import io.leat.wire.v2.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Models in protobuf that answer each row with something of this row alone. */
public final class ProtoRowModels {

    private ProtoRowModels() {}

    /** Each input as it is, and for each row a text of all inputs. */
    public static Payload v2(Payload payload) {
        ModelInferRequest request = V2.request(payload);
        ModelInferResponse.Builder answer =
                ModelInferResponse.newBuilder()
                        .setModelName("m")
                        .setId(request.getId())
                        .putAllParameters(request.getParametersMap());
        for (InferInputTensor input : request.getInputsList()) {
            answer.addOutputs(
                    InferOutputTensor.newBuilder()
                            .setName("copy-" + input.getName())
                            .setDatatype(input.getDatatype())
                            .addAllShape(input.getShapeList())
                            .putAllParameters(input.getParametersMap())
                            .setContents(input.getContents()));
        }
        answer.addAllRawOutputContents(request.getRawInputContentsList());
        int rows = (int) request.getInputs(0).getShape(0);
        InferOutputTensor.Builder text =
                InferOutputTensor.newBuilder().setName("text").setDatatype("BYTES").addShape(rows);
        if (request.getInputs(0).getShapeCount() > 1) {
            text.addShape(1);
        }
        ByteString raw = ByteString.EMPTY;
        for (int row = 0; row < rows; row++) {
            ByteString word = V2.text(request, row, rows);
            text.getContentsBuilder().addBytesContents(word);
            raw = raw.concat(V2.lengthBefore(word)).concat(word);
        }
        if (request.getRawInputContentsCount() > 0) {
            answer.addOutputs(text.clearContents()).addRawOutputContents(raw);
        } else {
            answer.addOutputs(text);
        }
        return new Payload(answer.build().toByteArray(), ProtoNames.V2_RESPONSE);
    }

    /** Tensors of the Open Inference Protocol, taken apart by protobuf's own classes. */
    public static final class V2 {

        private V2() {}

        static ModelInferRequest request(Payload payload) {
            try {
                return ModelInferRequest.parseFrom(payload.body());
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }

        public static ByteString lengthBefore(ByteString word) {
            ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            return ByteString.copyFrom(length.putInt(word.size()).flip());
        }

        static ByteString text(ModelInferRequest request, int row, int rows) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < request.getInputsCount(); i++) {
                List<?> all =
                        request.getRawInputContentsCount() == 0
                                ? typed(request.getInputs(i).getContents())
                                : raw(
                                        request.getInputs(i).getDatatype(),
                                        request.getRawInputContents(i));
                int width = all.size() / rows;
                text.append(all.subList(row * width, (row + 1) * width));
            }
            return ByteString.copyFromUtf8(text.toString());
        }

        private static List<?> typed(InferTensorContents contents) {
            List<Object> all = new ArrayList<>();
            all.addAll(contents.getBoolContentsList());
            all.addAll(contents.getIntContentsList());
            all.addAll(contents.getInt64ContentsList());
            all.addAll(contents.getUintContentsList());
            all.addAll(contents.getUint64ContentsList());
            all.addAll(contents.getFp32ContentsList());
            all.addAll(contents.getFp64ContentsList());
            contents.getBytesContentsList().forEach(word -> all.add(word.toStringUtf8()));
            return all;
        }

        private static List<?> raw(String datatype, ByteString raw) {
            ByteBuffer buffer = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            List<Object> all = new ArrayList<>();
            while (buffer.hasRemaining()) {
                switch (datatype) {
                    case "FP32" -> all.add(buffer.getFloat());
                    case "BOOL" -> all.add(buffer.get());
                    case "BYTES" -> {
                        byte[] word = new byte[buffer.getInt()];
                        buffer.get(word);
                        all.add(ByteString.copyFrom(word).toStringUtf8());
                    }
                    default -> throw new AssertionError(datatype);
                }
            }
            return all;
        }
    }

    /** Each input as it is, in another order, and for each row how many bytes of text it has. */
    public static Payload tensorflow(Payload payload) {
        PredictRequest request;
        try {
            request = PredictRequest.parseFrom(payload.body());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        PredictResponse.Builder answer =
                PredictResponse.newBuilder().setModelSpec(request.getModelSpec());
        request.getInputsMap().forEach((name, tensor) -> answer.putOutputs("z" + name, tensor));
        TensorProto first = new TreeMap<>(request.getInputsMap()).firstEntry().getValue();
        long rows = first.getTensorShape().getDim(0).getSize();
        TensorShapeProto.Builder shape =
                TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(rows));
        if (first.getTensorShape().getDimCount() > 1) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(1));
        }
        TensorProto.Builder numbers =
                TensorProto.newBuilder().setDtype(DataType.DT_INT64).setTensorShape(shape);
        for (int row = 0; row < rows; row++) {
            int sum = 0;
            int width = (int) (first.getStringValCount() / rows);
            for (ByteString word :
                    first.getStringValList().subList(row * width, (row + 1) * width)) {
                sum += word.size() * 1000;
            }
            numbers.addInt64Val(-sum);
        }
        answer.putOutputs("a", numbers.build());
        return new Payload(answer.build().toByteArray(), ProtoNames.TF_PREDICT_RESPONSE);
    }

    /** The rows as they are, the puid and tags too, and a column's name. */
    public static Payload seldon(Payload payload) {
        SeldonMessage request;
        try {
            request = SeldonMessage.parseFrom(payload.body());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        Meta meta = request.getMeta().toBuilder().putRequestPath("m", "image:1").build();
        DefaultData.Builder data = request.getData().toBuilder().clearNames().addNames("y");
        if (request.getData().hasNdarray()) {
            ListValue.Builder rows = ListValue.newBuilder();
            for (Value row : request.getData().getNdarray().getValuesList()) {
                rows.addValues(Value.newBuilder().setStringValue(row.toString()));
            }
            data.setNdarray(rows);
        }
        SeldonMessage answer = SeldonMessage.newBuilder().setMeta(meta).setData(data).build();
        return new Payload(answer.toByteArray(), ProtoNames.SELDON_MESSAGE);
    }
}
