// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.tensor;

import io.leat.protocol.BadPayloadException;
import java.util.List;

/**
 * Rows of numbers, as SeldonMessages carry them.
 *
 * @param values row by row, {@code rows * columns} long
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
public record Matrix(int rows, int columns, double[] values) {

    private static final String EXPECTED =
            " (expected: data.tensor or data.ndarray of two dimensions)";

    /** Checks that the values are as many as the shape says. */
    public static Matrix of(List<Integer> shape, double[] values) throws BadPayloadException {
        if (shape.size() != 2) {
            throw unsuitable("data.tensor of " + shape.size() + " dimensions");
        }
        long size = (long) shape.get(0) * shape.get(1);
        if (shape.get(0) < 0 || shape.get(1) < 0 || size != values.length) {
            throw new BadPayloadException(
                    values.length + " values (expected: " + size + ", as the shape says)");
        }
        return new Matrix(shape.get(0), shape.get(1), values);
    }

    public static BadPayloadException unsuitable(String found) {
        return new BadPayloadException(found + EXPECTED);
    }

    /**
     * The mean of each element.
     *
     * @param matrices at least one
     * @throws BadPayloadException naming the part that has another shape than the first
     */
    public static Matrix average(List<Matrix> matrices) throws BadPayloadException {
        Matrix first = matrices.get(0);
        double[] sum = new double[first.values.length];
        for (int part = 0; part < matrices.size(); part++) {
            Matrix next = matrices.get(part);
            if (next.rows != first.rows || next.columns != first.columns) {
                throw BadPayloadException.inPart(
                        part,
                        next.shape() + " values (expected: " + first.shape() + ", as the first)");
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += next.values[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= matrices.size();
        }
        return new Matrix(first.rows, first.columns, sum);
    }

    private String shape() {
        return rows + " x " + columns;
    }
}
