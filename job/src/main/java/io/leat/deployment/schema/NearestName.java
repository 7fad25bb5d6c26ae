// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The known name that a mistyped one was probably meant to be. */
public final class NearestName {

    private static final int LETTERS_FOR_A_MISTAKE = 6;
    private static final int MAX_LENGTH = 100;

    private NearestName() {}

    /**
     * The nearest of some names by the letters to be changed, left out or added, capitals and
     * separators apart; null where none is near.
     */
    public static @Nullable String of(String mistyped, Collection<String> names) {
        if (mistyped.length() > MAX_LENGTH) {
            return null; // a name that long is none
        }
        String wanted = letters(mistyped);
        int nearest = 1 + Math.max(1, wanted.length() / LETTERS_FOR_A_MISTAKE);
        String found = null;
        for (String name : new TreeSet<>(names)) {
            String known = letters(name);
            boolean mayBeNear = Math.abs(known.length() - wanted.length()) < nearest;
            int distance = mayBeNear ? distance(wanted, known) : nearest;
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

    /** Levenshtein's, with two neighbours that have changed places as one mistake. */
    private static int distance(String from, String to) {
        int[][] rows = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, i, j, from, to);
            }
        }
        return rows[from.length()][to.length()];
    }

    private static int step(int[][] rows, int i, int j, String from, String to) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = rows[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, 1 + rows[i - 2][j - 2]) : least;
    }
}
