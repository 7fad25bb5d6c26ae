// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.util.List;

/**
 * What is wrong with options, or taken otherwise than it is written.
 *
 * @param message what was found and what was expected; never a secret
 * @param places where it is stated, those that the message does not name itself; may be empty
 */
public record OptionProblem(String message, List<String> places) {

    public OptionProblem {
        places = places.stream().distinct().toList();
    }

    /** One line, with the places at its end. */
    @Override
    public String toString() {
        return places.isEmpty() ? message : message + " [from " + String.join(", ", places) + "]";
    }
}
