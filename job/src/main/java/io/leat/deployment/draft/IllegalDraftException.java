// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.draft;

/** The stated values cannot become a deployment; the message says what was expected. */
public final class IllegalDraftException extends Exception {

    private static final long serialVersionUID = 1L;

    IllegalDraftException(String message) {
        super(message, null, false, false);
    }
}
