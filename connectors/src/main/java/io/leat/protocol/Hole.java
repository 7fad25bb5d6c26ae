package io.leat.protocol;

/** Bytes {@code from} up to {@code to} of a message that differ between those that share a call. */
record Hole(Kind kind, int from, int to) {

    /** What stands there. */
    enum Kind {
        /** The number of rows. */
        ROWS,
        /** The rows. */
        DATA,
        /** What the message calls itself. */
        ID
    }

    int length() {
        return to - from;
    }
}
