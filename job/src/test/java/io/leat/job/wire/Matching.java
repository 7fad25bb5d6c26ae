// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;

/** Puts what was seen into the order of what was expected. */
final class Matching {

    private Matching() {}

    /**
     * The actual items that match an expected one, in the expected order and reworded after it;
     * behind them the rest. Of several that match, the first seen is the first expected.
     */
    static <T> List<T> match(
            List<T> expected, List<T> actual, BiPredicate<T, T> same, BinaryOperator<T> reworded) {
        List<T> left = new ArrayList<>(actual);
        List<T> ordered = new ArrayList<>(actual.size());
        for (T wanted : expected) {
            for (T candidate : left) {
                if (same.test(wanted, candidate)) {
                    left.remove(candidate);
                    ordered.add(reworded.apply(wanted, candidate));
                    break;
                }
            }
        }
        ordered.addAll(left);
        return ordered;
    }
}
