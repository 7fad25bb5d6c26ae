// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/** What a node of an inference graph can be asked to do. */
public enum UnitMethod {
    PREDICT,
    TRANSFORM_INPUT,
    ROUTE,
    AGGREGATE,
    TRANSFORM_OUTPUT,

    /** To learn from a reward or the truth, of any node but a router. */
    SEND_FEEDBACK,

    /** The same of a router, which over gRPC is another service's method. */
    SEND_ROUTER_FEEDBACK;

    /** Whether what is answered, if anything, is of no use to anyone. */
    public boolean isFeedback() {
        return this == SEND_FEEDBACK || this == SEND_ROUTER_FEEDBACK;
    }
}
