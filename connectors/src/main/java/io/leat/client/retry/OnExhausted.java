// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

/** The end of a record whose retry budget is spent. */
public enum OnExhausted {
    DEAD_LETTER,
    STOP
}
