// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.measure;

/**
 * How long a row is measured.
 *
 * @param warmUp seconds before that; the JIT compiler takes a third of the first 40
 * @param window seconds of a measurement
 * @param windows measurements of one start
 * @param rounds starts of each row, one row after the other
 */
public record Times(int warmUp, int window, int windows, int rounds) {

    public static final Times FULL = new Times(40, 10, 2, 1);

    /** Proves that all of it works, and nothing about speed. */
    public static final Times QUICK = new Times(2, 2, 1, 1);

    public int perStart() {
        return warmUp + window * windows;
    }
}
