// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

/** The job has been told to stop rather than to go on without a record. */
final class JobStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    JobStoppedException(String message) {
        super(message);
    }
}
