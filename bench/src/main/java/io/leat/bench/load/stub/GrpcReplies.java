// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.Tensor;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import io.leat.wire.tensorflow.serving.PredictResponse;
import io.leat.wire.v2.ModelInferResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What the stub says in each protocol, made once for each number of rows. */
@SuppressWarnings("ImmutableEnumChecker") // what is asked for is made once
enum GrpcReplies {
    // data.tensor.shape; the default of rows where there is no tensor.
    SELDON(3, 2, 1) {
        @Override
        MessageLite make(int rows) {
            return SeldonMessage.newBuilder()
                    .setData(
                            DefaultData.newBuilder()
                                    .setTensor(
                                            Tensor.newBuilder()
                                                    .addShape(rows)
                                                    .addShape(COLUMNS)
                                                    .addAllValues(
                                                            Collections.nCopies(
                                                                    rows * COLUMNS, 0.5))))
                    .build();
        }
    },
    // inputs.value.tensor_shape.dim.size
    TENSORFLOW(2, 2, 2, 2, 1) {
        @Override
        MessageLite make(int rows) {
            return PredictResponse.newBuilder()
                    .putOutputs(
                            "y",
                            TensorProto.newBuilder()
                                    .setDtype(DataType.DT_FLOAT)
                                    .setTensorShape(
                                            TensorShapeProto.newBuilder()
                                                    .addDim(dim(rows))
                                                    .addDim(dim(COLUMNS)))
                                    .setTensorContent(floats(rows * COLUMNS))
                                    .build())
                    .build();
        }
    },
    // inputs.shape
    V2(5, 3) {
        @Override
        MessageLite make(int rows) {
            return ModelInferResponse.newBuilder()
                    .setModelName("m")
                    .addOutputs(
                            ModelInferResponse.InferOutputTensor.newBuilder()
                                    .setName("y")
                                    .setDatatype("FP32")
                                    .addShape(rows)
                                    .addShape(COLUMNS))
                    .addRawOutputContents(floats(rows * COLUMNS))
                    .build();
        }
    };

    private static final int COLUMNS = 3;
    private static final int MAX_ROWS = 4096;

    private final int[] path;
    private final AtomicReferenceArray<byte[]> made = new AtomicReferenceArray<>(MAX_ROWS + 1);

    GrpcReplies(int... path) {
        this.path = path;
    }

    static GrpcReplies to(String method) {
        if (method.startsWith("inference.")) {
            return V2;
        }
        return method.startsWith("tensorflow.") ? TENSORFLOW : SELDON;
    }

    abstract MessageLite make(int rows);

    int rows(byte[] message) {
        try {
            return RowCounter.ofMessage(message, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] of(int rows) {
        byte[] reply = made.get(rows);
        if (reply == null) {
            reply = make(rows).toByteArray();
            made.set(rows, reply);
        }
        return reply;
    }

    private static TensorShapeProto.Dim dim(int size) {
        return TensorShapeProto.Dim.newBuilder().setSize(size).build();
    }

    private static ByteString floats(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putFloat(0.5f);
        }
        return ByteString.copyFrom(bytes.flip());
    }
}
