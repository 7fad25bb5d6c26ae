// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

/** A model in Java that doubles a matrix with two columns. */
public final class TwiceModel extends ElementwiseModel {

    public TwiceModel() {
        super(x -> 2 * x);
    }
}
