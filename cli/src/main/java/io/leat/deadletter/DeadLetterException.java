// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

/** Something is not as it must be; the message is for the user. */
public final class DeadLetterException extends Exception {

    private static final long serialVersionUID = 1L;

    public DeadLetterException(String message) {
        super(message);
    }
}
