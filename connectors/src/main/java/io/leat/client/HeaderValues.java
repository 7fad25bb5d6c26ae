// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

/** HTTP's rules for header values. */
public final class HeaderValues {

    private HeaderValues() {}

    /** A value without the blanks around it, which are no part of it (RFC 9110, 5.5). */
    public static String trimmed(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return to - from == value.length() ? value : value.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
