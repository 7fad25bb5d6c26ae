// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.TensorValues;
import java.util.List;

/** The values of a tensor in one of a message's typed lists. */
final class ListedValues {

    /** Far above any example's: a shape alone must not cost memory. */
    private static final long MOST_VALUES = 1 << 22;

    private ListedValues() {}

    /**
     * Reads values of a list that holds each of them.
     *
     * @throws RefusedException if they are not as many as the shape says, or out of range
     */
    static TensorValues read(String name, Datatype datatype, Shape shape, List<?> listed)
            throws RefusedException {
        if (shape.elements() != listed.size()) {
            throw RefusedException.badRequest(
                    "%s: %d values (expected: those of %s %s)"
                            .formatted(name, listed.size(), datatype, shape));
        }
        return filled(name, datatype, shape, listed);
    }

    /** Reads values of a list that may be short: what is missing is like its last, or 0. */
    static TensorValues filled(String name, Datatype datatype, Shape shape, List<?> listed)
            throws RefusedException {
        long size = shape.elements();
        if (size > MOST_VALUES || size < listed.size() || datatype == Datatype.BYTES) {
            throw RefusedException.badRequest(
                    "%s: %s of shape %s (expected: numbers, as many as the shape says, at most %d)"
                            .formatted(name, datatype, shape, MOST_VALUES));
        }
        double[] decimals = new double[datatype.isDecimal() ? (int) size : 0];
        long[] integers = new long[datatype.isDecimal() ? 0 : (int) size];
        for (int i = 0; i < size && !listed.isEmpty(); i++) {
            Object value = listed.get(Math.min(i, listed.size() - 1));
            if (datatype.isDecimal()) {
                decimals[i] = ((Number) value).doubleValue();
            } else {
                integers[i] = whole(name, datatype, value);
            }
        }
        return datatype.isDecimal()
                ? new TensorValues.Decimals(decimals)
                : new TensorValues.Integers(integers);
    }

    private static long whole(String name, Datatype datatype, Object value)
            throws RefusedException {
        long whole = value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
        if (!datatype.holds(whole)) {
            throw RefusedException.badRequest(
                    name + ": a number out of range (expected: " + datatype + ")");
        }
        return whole;
    }
}
