// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.model;

import java.util.Locale;

/**
 * How the model treats a call.
 *
 * @param number a status, bytes or seconds, as the kind has it
 */
public record ModelBehaviour(Kind kind, int number) {

    /** The member of a request, or the header of a gRPC record, by which a record asks for one. */
    public static final String MEMBER = "behave";

    static final ModelBehaviour GOOD = new ModelBehaviour(Kind.ANSWER, 0);

    public enum Kind {
        /** With twice the number. */
        ANSWER,
        /** With this HTTP status and its gRPC likeness. */
        STATUS,
        /** With 429 and so many seconds in {@code Retry-After}. */
        BUSY,
        /** As a login in front of it: with a page and status 200; over gRPC as a mesh denies it. */
        PAGE,
        /** Never. */
        HANG,
        /** With what is not the protocol's, and status 200. */
        GARBAGE,
        /** With nothing, and status 200. */
        EMPTY,
        /** With so many bytes. */
        HUGE,
        /** With less than was announced, then the connection is closed. */
        BREAK
    }

    /** {@code kind} or {@code kind number}, with a space or {@code -} between. */
    public static ModelBehaviour of(String text) {
        String[] words = text.trim().split("[ -]+", -1);
        return new ModelBehaviour(
                Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
                words.length > 1 ? Integer.parseInt(words[1]) : 0);
    }
}
