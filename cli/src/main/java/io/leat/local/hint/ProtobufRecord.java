// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import com.google.protobuf.ByteString;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.protocol.Protocol;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A predict request as a protobuf message of zeros, as a shell prints it: the header {@code
 * proto-name} must say which message it is.
 */
final class ProtobufRecord {

    /** Zeros of which there are as many are not spelt out. */
    private static final int MANY_ZEROS = 256;

    private ProtobufRecord() {}

    /** The message that a record holds. */
    static String name(Protocol protocol) {
        return switch (protocol) {
            case V2 -> ProtoNames.V2_REQUEST;
            case TENSORFLOW -> ProtoNames.TF_PREDICT_REQUEST;
            case SELDON -> ProtoNames.SELDON_MESSAGE;
        };
    }

    /**
     * The command that prints it.
     *
     * @param inputs at least one
     */
    static String command(Protocol protocol, List<ModelInput> inputs) {
        return command(
                switch (protocol) {
                    case V2 -> v2(inputs).toByteArray();
                    case TENSORFLOW -> tensorflow(inputs).toByteArray();
                    case SELDON -> seldon(inputs.get(0)).toByteArray();
                });
    }

    /** What a line cannot hold is written in Base64, and long runs of zeros by their length. */
    static String command(byte[] message) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < message.length; ) {
            int end = at;
            while (end < message.length && message[end] == 0) {
                end++;
            }
            if (end - at >= MANY_ZEROS) {
                addBase64(parts, message, begin, at);
                parts.add("head -c %d /dev/zero".formatted(end - at));
                begin = end;
            }
            at = Math.max(end, at + 1);
        }
        addBase64(parts, message, begin, message.length);
        return parts.size() == 1
                ? parts.get(0)
                : parts.stream().collect(Collectors.joining("; ", "{ ", "; }"));
    }

    private static void addBase64(List<String> parts, byte[] message, int from, int to) {
        if (to > from) {
            parts.add(
                    "echo %s | base64 --decode"
                            .formatted(
                                    Base64.getEncoder()
                                            .encodeToString(
                                                    Arrays.copyOfRange(message, from, to))));
        }
    }

    /** The values as bytes, which every datatype has, and a string of no length is zeros too. */
    private static ModelInferRequest v2(List<ModelInput> inputs) {
        ModelInferRequest.Builder request = ModelInferRequest.newBuilder();
        for (ModelInput input : inputs) {
            request.addInputs(
                            InferInputTensor.newBuilder()
                                    .setName(input.name())
                                    .setDatatype(input.datatype())
                                    .addAllShape(input.shape()))
                    .addRawInputContents(zeros(input, size(input.datatype())));
        }
        return request.build();
    }

    private static PredictRequest tensorflow(List<ModelInput> inputs) {
        PredictRequest.Builder request = PredictRequest.newBuilder();
        for (ModelInput input : inputs) {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            input.shape().forEach(length -> shape.addDimBuilder().setSize(length));
            request.putInputs(
                    input.name(),
                    TensorProto.newBuilder()
                            .setDtype(DataType.DT_FLOAT)
                            .setTensorShape(shape)
                            .setTensorContent(zeros(input, Float.BYTES))
                            .build());
        }
        return request.build();
    }

    private static SeldonMessage seldon(ModelInput input) {
        DefaultData.Builder data = DefaultData.newBuilder();
        input.shape().forEach(length -> data.getTensorBuilder().addShape(length.intValue()));
        for (long value = 0; value < input.values(); value++) {
            data.getTensorBuilder().addValues(0);
        }
        return SeldonMessage.newBuilder().setData(data).build();
    }

    private static ByteString zeros(ModelInput input, int size) {
        return ByteString.copyFrom(new byte[Math.toIntExact(input.values() * size)]);
    }

    /** Bytes of a value; of a string those of its length. */
    private static int size(String datatype) {
        return switch (datatype) {
            case "BOOL", "INT8", "UINT8" -> 1;
            case "INT16", "UINT16", "FP16", "BF16" -> 2;
            case "INT64", "UINT64", "FP64" -> 8;
            default -> 4;
        };
    }
}
