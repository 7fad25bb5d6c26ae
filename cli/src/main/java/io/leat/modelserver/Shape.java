// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lengths of a tensor's dimensions, outermost first.
 *
 * @param lengths each 0 or more; in what a model declares, -1 stands for any length
 */
public record Shape(List<Long> lengths) {

    /** What a model declares for a dimension that may have any length, the batch above all. */
    public static final long ANY = -1;

    public Shape {
        lengths = List.copyOf(lengths);
    }

    public static Shape of(long... lengths) {
        return new Shape(Arrays.stream(lengths).boxed().toList());
    }

    /**
     * The shape of a tensor in a protobuf message.
     *
     * @param tensor its name, for the message
     * @throws RefusedException if a length is negative
     */
    public static Shape stated(String tensor, List<Long> lengths) throws RefusedException {
        Shape shape = new Shape(lengths);
        if (lengths.stream().anyMatch(length -> length < 0)) {
            throw RefusedException.badRequest(
                    tensor + ": shape " + shape + " (expected: lengths of 0 or more)");
        }
        return shape;
    }

    public int rank() {
        return lengths.size();
    }

    /** The number of values; {@link Long#MAX_VALUE} where it is too large to be counted. */
    public long elements() {
        long product = 1;
        for (long length : lengths) {
            long high = Math.multiplyHigh(product, length);
            product *= length;
            if (high != 0 || product < 0) {
                return Long.MAX_VALUE;
            }
        }
        return product;
    }

    /** Whether a tensor of this shape may go where {@code declared} is asked for. */
    public boolean fits(Shape declared) {
        if (rank() != declared.rank()) {
            return false;
        }
        for (int i = 0; i < rank(); i++) {
            long asked = declared.lengths.get(i);
            if (asked != ANY && asked != lengths.get(i)) {
                return false;
            }
        }
        return true;
    }

    public long[] toArray() {
        return lengths.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
        return lengths.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
