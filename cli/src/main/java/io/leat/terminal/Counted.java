// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.terminal;

/** A number of things, in words. */
public final class Counted {

    private Counted() {}

    /**
     * {@code 1 record}, {@code 2 records}.
     *
     * @param thing one of them, whose plural ends with an s
     */
    public static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
