// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

/** Where a router sends a message. On the wire: -1 all children, -2 none, n >= 0 the n-th child. */
sealed interface Route {

    /** Every child, at the same time. */
    record ToAll() implements Route {}

    /** No child: the message goes on as it is. */
    record ToNone() implements Route {}

    /** One child, counted from 0. */
    record ToChild(int index) implements Route {}

    /**
     * Reads the number a router answered.
     *
     * @throws NoSuchRouteException if the graph has no such branch
     */
    static Route fromWire(int wire, int children) throws NoSuchRouteException {
        if (wire == -1) {
            return new ToAll();
        }
        if (wire == -2) {
            return new ToNone();
        }
        if (wire < 0 || wire >= children) {
            throw new NoSuchRouteException(wire, children);
        }
        return new ToChild(wire);
    }

    /** The number on the wire. */
    default int wire() {
        if (this instanceof ToChild child) {
            return child.index();
        }
        return this instanceof ToAll ? -1 : -2;
    }

    /** A route that leads nowhere in this graph. */
    final class NoSuchRouteException extends Exception {

        private static final long serialVersionUID = 1L;

        NoSuchRouteException(int wire, int children) {
            super("route " + wire + " (expected: -2, -1 or 0.." + (children - 1) + ")");
        }
    }
}
