// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import io.leat.protocol.UnitMethod;
import java.util.List;

/** A combiner: the answers of several branches in, one answer out. */
public non-sealed interface ServedCombiner extends ServedUnit {

    @Override
    default UnitMethod method() {
        return UnitMethod.AGGREGATE;
    }

    /** What one branch's answer must hold. */
    @Override
    List<TensorSpec> inputs();

    /** What the columns of its answer mean; empty if it does not say. */
    default List<String> columns() {
        return List.of();
    }

    /**
     * Makes one answer of several.
     *
     * @param answers at least one, in the branches' order, each with one tensor for each of {@link
     *     #inputs()}
     * @throws RefusedException if they do not fit together
     */
    List<Tensor> aggregate(List<List<Tensor>> answers) throws RefusedException;
}
