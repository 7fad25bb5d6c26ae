// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

/** Records of the input topic are missing, and the job may not go on without them. */
public final class MissingRecordsException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Ends the job.
     *
     * @param message topic, partitions and offsets, and the option with which to go on
     */
    MissingRecordsException(String message) {
        super(message);
    }
}
