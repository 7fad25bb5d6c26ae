// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import java.util.Locale;

/** How many answers there were, and how many of them right. Used by one thread. */
final class Tally {

    private int answers;
    private int right;

    void add(boolean hit) {
        answers++;
        right += hit ? 1 : 0;
    }

    int answers() {
        return answers;
    }

    /** For example {@code 90.4 % (226 of 250 right)}. */
    @Override
    public String toString() {
        double percent = answers == 0 ? 0 : 100.0 * right / answers;
        return String.format(Locale.ROOT, "%.1f %% (%d of %d right)", percent, right, answers);
    }
}
