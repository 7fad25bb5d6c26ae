// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/** The characters that every header can carry. */
public final class Ascii {

    private Ascii() {}

    /** Whether a text has no controls and nothing beyond ASCII; the empty one has neither. */
    public static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                return false;
            }
        }
        return true;
    }
}
