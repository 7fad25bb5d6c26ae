// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.tensor;

import io.leat.protocol.BadPayloadException;

/** The number a router answered with. */
public final class RouteNumber {

    private RouteNumber() {}

    /**
     * Cuts the fraction.
     *
     * @throws BadPayloadException if the number is none, or could be no child of any graph
     */
    public static int cut(double number) throws BadPayloadException {
        if (!(Math.abs(number) < Integer.MAX_VALUE)) {
            throw new BadPayloadException("route " + number + " (expected: -2, -1 or a child)");
        }
        return (int) number;
    }
}
