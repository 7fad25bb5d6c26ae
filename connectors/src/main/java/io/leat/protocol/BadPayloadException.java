// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A message that the graph must look into is not what its protocol says. The message states what
 * was found and what was expected, and never quotes the payload.
 */
public final class BadPayloadException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int WHOLE = -1;

    private final int part;

    public BadPayloadException(String message) {
        this(WHOLE, message);
    }

    private BadPayloadException(int part, String message) {
        super(message);
        this.part = part;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Several messages were given and the one at {@code part}, counted from 0, is to blame. */
    public static BadPayloadException inPart(int part, String message) {
        return new BadPayloadException(part, message);
    }

    /** Which of several messages is to blame, counted from 0; empty where there was only one. */
    public OptionalInt part() {
        return part == WHOLE ? OptionalInt.empty() : OptionalInt.of(part);
    }
}
