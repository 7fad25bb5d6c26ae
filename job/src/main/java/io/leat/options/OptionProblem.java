// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.util.List;

/**
 * A problem of options: something wrong, or taken otherwise than it is written.
 *
 * @param subject the flag or variable that the message is about, as the user has stated it outside
 *     of any document; empty where the message names its options itself
 * @param message what was found and what was expected; never a secret
 * @param places where it is stated, those that neither subject nor message names; may be empty
 */
public record OptionProblem(String subject, String message, List<String> places) {

    public OptionProblem {
        places = places.stream().distinct().toList();
    }

    /** One whose message names its options itself. */
    public OptionProblem(String message, List<String> places) {
        this("", message, places);
    }

    /** What a line says after its subject, with the places at its end. */
    public String withPlaces() {
        return places.isEmpty() ? message : message + " [from " + String.join(", ", places) + "]";
    }

    /** One line. */
    @Override
    public String toString() {
        return subject.isEmpty() ? withPlaces() : subject + ": " + withPlaces();
    }
}
