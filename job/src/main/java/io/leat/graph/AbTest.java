// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The parameters of a RANDOM_ABTEST node. */
final class AbTest {

    static final String RATIO = "ratioA";
    static final double DEFAULT_RATIO = 0.5;
    static final int BRANCHES = 2;

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private AbTest() {}

    /**
     * The share of records that take the first branch, wherever among the parameters it stands;
     * empty if it is not stated or no share.
     */
    static OptionalDouble ratioA(Node node) {
        String stated = node.parameters().get(RATIO);
        if (stated == null || !NUMBER.matcher(stated).matches()) {
            return OptionalDouble.empty();
        }
        // As executor/predictor/components.go#abTestRouter: in single precision.
        double ratio = Float.parseFloat(stated);
        return ratio >= 0 && ratio <= 1 ? OptionalDouble.of(ratio) : OptionalDouble.empty();
    }
}
