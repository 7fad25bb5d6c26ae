// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.tensor;

import java.util.List;

/** Sizes of tensors, the first of them the number of rows. */
public final class Shapes {

    /** The number of elements of a shape with an invalid size. */
    static final long NONE = -1;

    private Shapes() {}

    /** How many elements a tensor has; {@link #NONE} if that is no number to reckon with. */
    public static long product(List<Long> shape) {
        long product = 1;
        for (long size : shape) {
            if (size < 0 || (size > 0 && product > Integer.MAX_VALUE / size)) {
                return NONE;
            }
            product *= size;
        }
        return product;
    }

    /**
     * Whether the first dimension can be that of the rows. With one dimension alone it is unknown:
     * it may as well be a single row; a single element is one row either way.
     */
    public static boolean hasRows(List<Long> shape, TensorRank rank) {
        long elements = product(shape);
        if (shape.isEmpty() || elements == NONE || shape.get(0) < 1) {
            return false;
        }
        return switch (rank) {
            case MATRIX -> shape.size() > 1;
            case MATRIX_OR_ONE -> shape.size() > 1 || shape.get(0) == 1;
            case ANY -> true;
        };
    }
}
