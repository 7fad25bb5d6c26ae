// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers one behind the other, each as wide as its datatype: V2's raw contents, TensorFlow's
 * tensor_content and ONNX Runtime's buffers.
 */
public final class RawValues {

    private RawValues() {}

    /**
     * Reads the numbers of a request.
     *
     * @param raw in the byte order that is set in it
     * @throws RefusedException if they are not as many as the shape says, or texts
     */
    public static TensorValues read(String name, Datatype datatype, Shape shape, ByteBuffer raw)
            throws RefusedException {
        if (datatype == Datatype.BYTES) {
            throw RefusedException.badRequest(name + ": raw texts (expected: numbers)");
        }
        int bytes = raw.remaining();
        if (bytes % datatype.width() != 0 || shape.elements() != bytes / datatype.width()) {
            throw RefusedException.badRequest(
                    "%s: %d raw bytes (expected: those of %s %s)"
                            .formatted(name, bytes, datatype, shape));
        }
        return read(datatype, raw);
    }

    /** Reads all numbers of a buffer. */
    static TensorValues read(Datatype datatype, ByteBuffer raw) {
        int size = raw.remaining() / datatype.width();
        double[] decimals = new double[datatype.isDecimal() ? size : 0];
        long[] integers = new long[datatype.isDecimal() ? 0 : size];
        for (int i = 0; i < size; i++) {
            switch (datatype) {
                case FP32 -> decimals[i] = raw.getFloat();
                case FP64 -> decimals[i] = raw.getDouble();
                case INT8 -> integers[i] = raw.get();
                case UINT8 -> integers[i] = raw.get() & 0xff;
                case BOOL -> integers[i] = raw.get() == 0 ? 0 : 1;
                case INT16 -> integers[i] = raw.getShort();
                case INT32 -> integers[i] = raw.getInt();
                case INT64 -> integers[i] = raw.getLong();
                case BYTES -> throw texts();
            }
        }
        return datatype.isDecimal()
                ? new TensorValues.Decimals(decimals)
                : new TensorValues.Integers(integers);
    }

    /** Writes a tensor of numbers into a direct buffer, as ONNX Runtime needs it. */
    public static ByteBuffer write(Tensor tensor, ByteOrder order) {
        int size = tensor.values().size();
        ByteBuffer raw = ByteBuffer.allocateDirect(size * tensor.datatype().width()).order(order);
        for (int i = 0; i < size; i++) {
            switch (tensor.datatype()) {
                case FP32 -> raw.putFloat((float) tensor.decimals()[i]);
                case FP64 -> raw.putDouble(tensor.decimals()[i]);
                case INT8, UINT8, BOOL -> raw.put((byte) tensor.integers()[i]);
                case INT16 -> raw.putShort((short) tensor.integers()[i]);
                case INT32 -> raw.putInt((int) tensor.integers()[i]);
                case INT64 -> raw.putLong(tensor.integers()[i]);
                case BYTES -> throw texts();
            }
        }
        return raw.flip();
    }

    private static IllegalArgumentException texts() {
        return new IllegalArgumentException("texts (expected: numbers)");
    }
}
