// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/** Bytes {@code from} up to {@code to} of a message that differ between those that share a call. */
public record Slot(Kind kind, int from, int to) {

    /** What stands there. */
    public enum Kind {
        /** The number of rows. */
        ROWS('n'),
        /** The rows. */
        DATA('d'),
        /** What the message calls itself. */
        ID('i');

        private final char mark;

        Kind(char mark) {
            this.mark = mark;
        }

        /** Stands for it in a key. */
        public char mark() {
            return mark;
        }
    }

    public int length() {
        return to - from;
    }
}
