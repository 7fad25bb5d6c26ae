// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

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
                            name
                                    + ": "
                                    + type
                                    + " (expected: a float, double, int or bool tensor)");
        };
    }

    /** The caller closes what it gets. */
    static OnnxTensor toOnnx(OrtEnvironment environment, Tensor tensor) throws OrtException {
        long[] shape = tensor.shape().toArray();
        return switch (tensor.datatype()) {
            case FP32 -> OnnxTensor.createTensor(environment, floats(tensor.decimals()), shape);
            case FP64 ->
                    OnnxTensor.createTensor(
                            environment, DoubleBuffer.wrap(tensor.decimals()), shape);
            case INT16 -> OnnxTensor.createTensor(environment, shorts(tensor.integers()), shape);
            case INT32 -> OnnxTensor.createTensor(environment, ints(tensor.integers()), shape);
            case INT64 ->
                    OnnxTensor.createTensor(environment, LongBuffer.wrap(tensor.integers()), shape);
            case INT8 -> ofBytes(environment, tensor, OnnxJavaType.INT8);
            case UINT8 -> ofBytes(environment, tensor, OnnxJavaType.UINT8);
            case BOOL -> ofBytes(environment, tensor, OnnxJavaType.BOOL);
            case BYTES -> throw unserved(tensor.name());
        };
    }

    static Tensor fromOnnx(String name, OnnxTensor onnx) {
        Datatype datatype = datatype(name, onnx.getInfo().type);
        return new Tensor(
                name, datatype, Shape.of(onnx.getInfo().getShape()), values(datatype, onnx));
    }

    private static TensorValues values(Datatype datatype, OnnxTensor onnx) {
        return switch (datatype) {
            case FP32 -> {
                FloatBuffer values = onnx.getFloatBuffer();
                yield decimals(values.remaining(), values::get);
            }
            case FP64 -> {
                DoubleBuffer values = onnx.getDoubleBuffer();
                yield decimals(values.remaining(), values::get);
            }
            case INT16 -> {
                ShortBuffer values = onnx.getShortBuffer();
                yield integers(values.remaining(), values::get);
            }
            case INT32 -> {
                IntBuffer values = onnx.getIntBuffer();
                yield integers(values.remaining(), values::get);
            }
            case INT64 -> {
                LongBuffer values = onnx.getLongBuffer();
                yield integers(values.remaining(), values::get);
            }
            case INT8, BOOL -> {
                ByteBuffer values = onnx.getByteBuffer();
                yield integers(values.remaining(), values::get);
            }
            case UINT8 -> {
                ByteBuffer values = onnx.getByteBuffer();
                yield integers(values.remaining(), i -> values.get(i) & 0xff);
            }
            case BYTES -> throw unserved(onnx.toString());
        };
    }

    private static IllegalArgumentException unserved(String name) {
        return new IllegalArgumentException(name + ": texts (expected: numbers)");
    }

    private static TensorValues decimals(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return new TensorValues.Decimals(values);
    }

    private static TensorValues integers(int size, IntToLongFunction value) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = value.applyAsLong(i);
        }
        return new TensorValues.Integers(values);
    }

    private static FloatBuffer floats(double[] values) {
        FloatBuffer buffer = FloatBuffer.allocate(values.length);
        for (double value : values) {
            buffer.put((float) value);
        }
        return buffer.flip();
    }

    private static ShortBuffer shorts(long[] values) {
        ShortBuffer buffer = ShortBuffer.allocate(values.length);
        for (long value : values) {
            buffer.put((short) value);
        }
        return buffer.flip();
    }

    private static IntBuffer ints(long[] values) {
        IntBuffer buffer = IntBuffer.allocate(values.length);
        for (long value : values) {
            buffer.put((int) value);
        }
        return buffer.flip();
    }

    private static OnnxTensor ofBytes(OrtEnvironment environment, Tensor tensor, OnnxJavaType type)
            throws OrtException {
        ByteBuffer buffer = ByteBuffer.allocate(tensor.values().size());
        for (long value : tensor.integers()) {
            buffer.put((byte) value);
        }
        return OnnxTensor.createTensor(environment, buffer.flip(), tensor.shape().toArray(), type);
    }
}
