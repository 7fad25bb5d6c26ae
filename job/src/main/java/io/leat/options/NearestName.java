// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The known name that a mistyped one was probably meant to be. */
public final class NearestName {

    private static final int LETTERS_FOR_A_MISTAKE = 6;

    private NearestName() {}

    /**
     * The nearest of some names by the letters to be changed, left out or added, capitals and
     * separators apart; null where none is near.
     */
    public static @Nullable String of(String mistyped, Collection<String> known) {
        String wanted = letters(mistyped);
        int nearest = 1 + Math.max(1, wanted.length() / LETTERS_FOR_A_MISTAKE);
        String found = null;
        for (String name : new TreeSet<>(known)) {
            int distance = distance(wanted, letters(name));
            if (distance < nearest) {
                nearest = distance;
                found = name;
            }
        }
        return found;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Levenshtein's: single letters changed, left out or added. */
    private static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[to.length()];
    }
}
