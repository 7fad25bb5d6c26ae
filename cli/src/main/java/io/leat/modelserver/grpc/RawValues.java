// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.ByteString;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorValues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The values of a tensor one behind the other, little endian: V2's raw contents and TensorFlow's
 * tensor_content.
 */
final class RawValues {

    private RawValues() {}

    /**
     * Reads numbers.
     *
     * @throws RefusedException if they are not as many as the shape says, or texts
     */
    static TensorValues read(String name, Datatype datatype, Shape shape, ByteString raw)
            throws RefusedException {
        if (datatype == Datatype.BYTES) {
            throw RefusedException.badRequest(name + ": raw texts (expected: numbers)");
        }
        int size = raw.size() / width(datatype);
        if (shape.elements() != size || raw.size() % width(datatype) != 0) {
            throw RefusedException.badRequest(
                    "%s: %d raw bytes (expected: those of %s %s)"
                            .formatted(name, raw.size(), datatype, shape));
        }
        ByteBuffer buffer = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        double[] decimals = new double[datatype.isDecimal() ? size : 0];
        long[] integers = new long[datatype.isDecimal() ? 0 : size];
        for (int i = 0; i < size; i++) {
            switch (datatype) {
                case FP32 -> decimals[i] = buffer.getFloat();
                case FP64 -> decimals[i] = buffer.getDouble();
                case INT8 -> integers[i] = buffer.get();
                case UINT8 -> integers[i] = buffer.get() & 0xff;
                case BOOL -> integers[i] = buffer.get() == 0 ? 0 : 1;
                case INT16 -> integers[i] = buffer.getShort();
                case INT32 -> integers[i] = buffer.getInt();
                case INT64, BYTES -> integers[i] = buffer.getLong();
            }
        }
        return datatype.isDecimal()
                ? new TensorValues.Decimals(decimals)
                : new TensorValues.Integers(integers);
    }

    /** Writes values; texts each behind its length in four bytes, as V2 has them. */
    static ByteString write(Tensor tensor) {
        ByteString.Output out = ByteString.newOutput();
        for (int i = 0; i < tensor.values().size(); i++) {
            byte[] value = bytes(tensor, i);
            out.write(value, 0, value.length);
        }
        return out.toByteString();
    }

    private static byte[] bytes(Tensor tensor, int i) {
        Datatype datatype = tensor.datatype();
        return switch (datatype) {
            case FP32 -> buffer(4).putFloat((float) tensor.decimals()[i]).array();
            case FP64 -> buffer(8).putDouble(tensor.decimals()[i]).array();
            case INT8, UINT8, BOOL -> new byte[] {(byte) tensor.integers()[i]};
            case INT16 -> buffer(2).putShort((short) tensor.integers()[i]).array();
            case INT32 -> buffer(4).putInt((int) tensor.integers()[i]).array();
            case INT64 -> buffer(8).putLong(tensor.integers()[i]).array();
            case BYTES -> {
                byte[] text = tensor.texts().get(i).getBytes(StandardCharsets.UTF_8);
                yield buffer(4 + text.length).putInt(text.length).put(text).array();
            }
        };
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int width(Datatype datatype) {
        return switch (datatype) {
            case INT8, UINT8, BOOL -> 1;
            case INT16 -> 2;
            case FP32, INT32 -> 4;
            case FP64, INT64 -> 8;
            case BYTES -> throw new IllegalArgumentException("texts have no width");
        };
    }
}
