// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.seldon;

import io.leat.modelserver.Shape;
import java.util.List;

/**
 * The numbers of a SeldonMessage.
 *
 * @param form in which they came, and in which numbers go back
 * @param names of the columns as the message gives them, often none
 * @param values row by row, as many as the shape says
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying would cost a payload
public record SeldonArray(Form form, List<String> names, Shape shape, double[] values) {

    /** Which member of {@code data} holds the numbers. */
    public enum Form {
        NDARRAY,
        TENSOR
    }

    public SeldonArray {
        names = List.copyOf(names);
    }
}
