// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.tensor;

/** Decides which shapes have rows. */
public enum TensorRank {
    /** At least two dimensions. */
    MATRIX,
    /** The same, or a single element. */
    MATRIX_OR_ONE,
    /** At least one. */
    ANY
}
