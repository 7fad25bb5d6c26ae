// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Our tensors as ONNX Runtime's and back. */
final class OnnxTensors {

    private OnnxTensors() {}

    static Datatype datatype(String name, OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> Datatype.FP32;
            case DOUBLE -> Datatype.FP64;
            case INT8 -> Datatype.INT8;
            case UINT8 -> Datatype.UINT8;
            case INT16 -> Datatype.INT16;
            case INT32 -> Datatype.INT32;
            case INT64 -> Datatype.INT64;
            case BOOL -> Datatype.BOOL;
            case STRING, FLOAT16, BFLOAT16, UNKNOWN ->
                    throw new IllegalArgumentException(
                            "%s: %s (expected: a float, double, int or bool tensor)"
                                    .formatted(name, type));
        };
    }

    private static OnnxJavaType type(Datatype datatype) {
        return switch (datatype) {
            case FP32 -> OnnxJavaType.FLOAT;
            case FP64 -> OnnxJavaType.DOUBLE;
            case BYTES -> OnnxJavaType.STRING;
            case INT8, UINT8, INT16, INT32, INT64, BOOL -> OnnxJavaType.valueOf(datatype.name());
        };
    }

    /** The caller closes what it gets. */
    static OnnxTensor toOnnx(OrtEnvironment environment, Tensor tensor) throws OrtException {
        ByteBuffer raw = RawValues.write(tensor, ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(
                environment, raw, tensor.shape().toArray(), type(tensor.datatype()));
    }

    static Tensor fromOnnx(String name, OnnxTensor onnx) {
        Datatype datatype = datatype(name, onnx.getInfo().type);
        ByteBuffer raw = onnx.getByteBuffer().order(ByteOrder.nativeOrder());
        return new Tensor(
                name, datatype, Shape.of(onnx.getInfo().getShape()), RawValues.read(datatype, raw));
    }
}
