// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

/** What a record becomes when its budget is spent. */
public enum OnExhausted {
    DEAD_LETTER,
    STOP
}
