package io.leat.protocol;

import io.leat.protocol.JsonTensor.Rank;
import java.util.List;

/** Sizes of tensors, the first of them the number of rows. */
final class Shapes {

    /** Of a shape with a size that is none. */
    static final long NONE = -1;

    private Shapes() {}

    /** How many elements a tensor has; {@link #NONE} if that is no number to reckon with. */
    static long product(List<Long> shape) {
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
     * Whether some tensors of a message have one dimension and others more. Then those of one may
     * be parameters, or names, that are not for each row: 7 and 9 tokens at most must not become a
     * list of both.
     */
    static boolean areMixed(List<ProtoTensor> tensors) {
        boolean first = tensors.get(0).shape().size() == 1;
        for (ProtoTensor tensor : tensors) {
            if ((tensor.shape().size() == 1) != first) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the first dimension can be that of the rows. Of one dimension alone nobody knows: it
     * may as well be a single row; a single element is one row either way.
     */
    static boolean hasRows(List<Long> shape, Rank rank) {
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
