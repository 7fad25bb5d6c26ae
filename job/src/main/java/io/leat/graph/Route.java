// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.BadPayloadException;

/**
 * Where a router sends a message.
 *
 * @param wire -1 every child, at the same time; -2 none: the message goes on as it is; else one
 *     child, counted from 0
 */
record Route(int wire) {

    static final Route ALL = new Route(-1);
    static final Route NONE = new Route(-2);

    /**
     * Checks the number a router answered.
     *
     * @throws BadPayloadException if the graph has no such branch
     */
    static Route checked(int wire, int children) throws BadPayloadException {
        if (wire < NONE.wire || wire >= children) {
            throw new BadPayloadException(
                    "route " + wire + " (expected: " + existing(children) + ")");
        }
        return new Route(wire);
    }

    private static String existing(int children) {
        return children == 0 ? "-2 or -1, as it has no children" : "-2, -1 or 0.." + (children - 1);
    }
}
