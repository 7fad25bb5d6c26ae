// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

/**
 * The server sent something else where an HTTP response should begin or go on: the one exception of
 * a connection's that is the server's own word. Made only from what the decoder found in the bytes
 * that came; every other exception says nothing of the server or the record.
 */
public final class NotHttpException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Without a stack trace of its own.
     *
     * @param found by the decoder
     */
    public NotHttpException(Throwable found) {
        super(found.getClass().getSimpleName(), found, false, false);
    }
}
