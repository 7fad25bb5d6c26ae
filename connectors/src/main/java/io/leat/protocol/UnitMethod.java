// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/** What a node of an inference graph can be asked to do. */
public enum UnitMethod {
    PREDICT,
    TRANSFORM_INPUT,
    ROUTE,
    AGGREGATE,
    TRANSFORM_OUTPUT
}
