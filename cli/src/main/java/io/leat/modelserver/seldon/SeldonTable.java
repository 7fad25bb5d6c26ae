// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.seldon;

import io.leat.modelserver.Datatype;
import io.leat.modelserver.Tensor;
import java.util.List;

/**
 * What a unit answers in a SeldonMessage: one tensor, or several of one length, each a column.
 *
 * @param form {@link SeldonArray.Form#TENSOR} only if it is one tensor of numbers
 * @param names of the columns
 * @param tensors at least one
 */
public record SeldonTable(SeldonArray.Form form, List<String> names, List<Tensor> tensors) {

    public SeldonTable {
        names = List.copyOf(names);
        tensors = List.copyOf(tensors);
    }

    /**
     * As Seldon's Python wrapper: numbers go back in the form in which the request's came, a model
     * that does not name its columns has them counted.
     */
    static SeldonTable of(SeldonArray.Form asked, List<String> columns, List<Tensor> tensors) {
        if (tensors.size() > 1) {
            return new SeldonTable(
                    SeldonArray.Form.NDARRAY, tensors.stream().map(Tensor::name).toList(), tensors);
        }
        Tensor only = tensors.get(0);
        boolean text = only.datatype() == Datatype.BYTES;
        return new SeldonTable(text ? SeldonArray.Form.NDARRAY : asked, columns, tensors);
    }

    /** Whether each tensor is a column; otherwise the only one is the whole array. */
    public boolean isColumns() {
        return tensors.size() > 1;
    }

    /** The length of the columns. */
    public int rows() {
        return tensors.get(0).values().size();
    }
}
