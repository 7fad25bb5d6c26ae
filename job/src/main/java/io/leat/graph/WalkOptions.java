// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

/**
 * The options of a walk beyond calling nodes.
 *
 * @param routingInjection whether {@code meta.routing} of the final answer says which way the
 *     record went, as with v1's {@code SELDON_ENABLE_ROUTING_INJECTION}
 */
public record WalkOptions(boolean routingInjection) {

    public static final WalkOptions DEFAULT = new WalkOptions(false);
}
