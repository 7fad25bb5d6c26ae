// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.cluster;

/** The job has ended before what was asked for was done; the message says why, in a sentence. */
public final class JobEndedException extends Exception {

    private static final long serialVersionUID = 1L;

    public JobEndedException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
