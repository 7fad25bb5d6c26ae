// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The values of a tensor in row-major order. The widest type of each family holds them all, which
 * keeps the protocols free of a case per datatype; the arrays are shared and must not be changed.
 */
@SuppressWarnings(
        "ArrayRecordComponent") // tensors are never compared; copying would cost a payload
public sealed interface TensorValues {

    int size();

    /**
     * Takes numbers from any protocol.
     *
     * @param where the values are from, for messages
     * @param value at an index, a {@link Number} or {@link Boolean}; a number is big where its
     *     protocol does not say that it fits 64 bits
     * @throws RefusedException if the datatype cannot hold one of them
     */
    static TensorValues of(String where, Datatype datatype, int size, IntFunction<?> value)
            throws RefusedException {
        if (datatype.isDecimal()) {
            double[] decimals = new double[size];
            for (int i = 0; i < size; i++) {
                decimals[i] = decimal(where, datatype, (Number) value.apply(i));
            }
            return new Decimals(decimals);
        }
        long[] integers = new long[size];
        for (int i = 0; i < size; i++) {
            integers[i] = integer(where, datatype, value.apply(i));
        }
        return new Integers(integers);
    }

    private static double decimal(String where, Datatype datatype, Number number)
            throws RefusedException {
        double value = number.doubleValue();
        boolean isBinary = number instanceof Double || number instanceof Float;
        if (!isBinary && Double.isInfinite(datatype == Datatype.FP32 ? (float) value : value)) {
            throw outOfRange(where, datatype);
        }
        return value;
    }

    private static long integer(String where, Datatype datatype, Object value)
            throws RefusedException {
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            throw RefusedException.badRequest(
                    where
                            + ": a number with a fraction, an exponent or more than 64 bits"
                            + (" (expected: " + datatype + ")"));
        }
        Number number = (Number) value;
        long whole = number.longValue();
        if (whole != number.doubleValue() || !datatype.holds(whole)) {
            throw outOfRange(where, datatype);
        }
        return whole;
    }

    private static RefusedException outOfRange(String where, Datatype datatype) {
        return RefusedException.badRequest(
                where + ": a number out of range (expected: " + datatype + ")");
    }

    /** Values of {@link Datatype#FP32} and {@link Datatype#FP64}. */
    record Decimals(double[] values) implements TensorValues {
        @Override
        public int size() {
            return values.length;
        }
    }

    /** Values of the whole-number types, and of {@link Datatype#BOOL} as 0 and 1. */
    record Integers(long[] values) implements TensorValues {
        @Override
        public int size() {
            return values.length;
        }
    }

    /** Values of {@link Datatype#BYTES}, all of them text. */
    record Texts(List<String> values) implements TensorValues {
        public Texts {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }
}
