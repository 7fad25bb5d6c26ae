// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import java.util.List;

/**
 * One input tensor of a model.
 *
 * @param datatype as the V2 protocol names it
 * @param shape the batch included; no length is below one
 */
record ModelInput(String name, String datatype, List<Long> shape) {

    /** What stands for an input of which nothing is known. */
    static final ModelInput ANY = new ModelInput("x", "FP32", List.of(1L, 4L));

    /** The same of an input as a model states it, where -1 is any length. */
    ModelInput {
        shape = shape.stream().map(length -> Math.max(1, length)).toList();
    }

    /** How many values there are; the largest number there is where that is too small. */
    long values() {
        long values = 1;
        for (long length : shape) {
            values = values > Long.MAX_VALUE / length ? Long.MAX_VALUE : values * length;
        }
        return values;
    }

    /** A value in JSON. */
    String literal() {
        return switch (datatype) {
            case "BOOL" -> "false";
            case "BYTES" -> "\"\"";
            case "FP16", "BF16", "FP32", "FP64" -> "0.5";
            default -> "0";
        };
    }
}
