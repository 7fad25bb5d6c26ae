// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.List;

/**
 * The values of a tensor in row-major order. The widest type of each family holds them all, which
 * keeps the protocols free of a case per datatype; the arrays are shared and must not be changed.
 */
@SuppressWarnings(
        "ArrayRecordComponent") // tensors are never compared; copying would cost a payload
public sealed interface TensorValues {

    int size();

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
