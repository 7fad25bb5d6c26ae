// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.Objects;

/**
 * A request that is not served, and why. The message names what was found and what was expected and
 * goes to the client; it never quotes the payload.
 */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    public RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The request does not say what its protocol asks for. */
    public static RefusedException badRequest(String message) {
        return new RefusedException(400, message);
    }

    /** There is no such model, version or path. */
    public static RefusedException notFound(String message) {
        return new RefusedException(404, message);
    }

    public int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
