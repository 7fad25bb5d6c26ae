// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

/**
 * The {@code type} of a graph node, which says what it can be asked; {@code UNKNOWN_TYPE} has no
 * method of its own and does what its {@code methods} list or its implementation says.
 */
public enum UnitType {
    UNKNOWN_TYPE,
    ROUTER,
    COMBINER,
    MODEL,
    TRANSFORMER,
    OUTPUT_TRANSFORMER
}
