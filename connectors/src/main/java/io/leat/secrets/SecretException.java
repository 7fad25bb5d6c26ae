// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.secrets;

/**
 * A certificate, key or password cannot be had or is not what it should be. The message says where
 * it was looked for and what was expected, never what was found.
 */
public final class SecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretException(String message) {
        super(message);
    }
}
