// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import io.leat.protocol.UnitMethod;
import java.util.List;

/** A router: tensors in, the number of a branch out. */
public non-sealed interface ServedRouter extends ServedUnit {

    @Override
    default UnitMethod method() {
        return UnitMethod.ROUTE;
    }

    /**
     * Chooses a branch.
     *
     * @param inputs one for each of {@link #inputs()}, in that order
     * @return -1 for all, -2 for none, else the child's number, from 0
     */
    int route(List<Tensor> inputs);
}
