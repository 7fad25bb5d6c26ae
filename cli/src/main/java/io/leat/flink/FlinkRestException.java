// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.flink;

import java.net.URI;

/** Flink's REST interface does not answer as it should. */
public final class FlinkRestException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * With what was asked and what came.
     *
     * @param found words for a person
     */
    FlinkRestException(URI asked, String found) {
        super(asked + ": " + found);
    }

    /** Whether something answers by TLS whose certificate is not trusted. */
    public boolean isUntrusted() {
        return String.valueOf(getMessage()).endsWith(FlinkRestClient.UNTRUSTED);
    }
}
