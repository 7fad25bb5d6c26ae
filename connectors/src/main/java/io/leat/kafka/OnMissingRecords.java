// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

/** What the job does when records it has not read are no longer in the input topic. */
public enum OnMissingRecords {
    STOP,
    CONTINUE
}
