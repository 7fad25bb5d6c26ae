// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.List;

/**
 * A named tensor with its values.
 *
 * @param values as many as the shape says, of the family the datatype asks for
 */
public record Tensor(String name, Datatype datatype, Shape shape, TensorValues values) {

    public Tensor {
        if (shape.elements() != values.size()) {
            throw new IllegalArgumentException(
                    name
                            + ": "
                            + values.size()
                            + " values (expected: those of shape "
                            + shape
                            + ")");
        }
        if (!datatype.isHeldAs(values)) {
            throw new IllegalArgumentException(
                    name + ": values of the wrong family for " + datatype);
        }
    }

    /** The values of a decimal tensor. */
    public double[] decimals() {
        return ((TensorValues.Decimals) values).values();
    }

    /** The values of a whole-number or boolean tensor. */
    public long[] integers() {
        return ((TensorValues.Integers) values).values();
    }

    /** The values of a tensor of texts. */
    public List<String> texts() {
        return ((TensorValues.Texts) values).values();
    }
}
