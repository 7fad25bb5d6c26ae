// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

/** The job's reaction to records of the input topic that are gone before it has read them. */
public enum OnMissingRecords {
    STOP,
    CONTINUE
}
