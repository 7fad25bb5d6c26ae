// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

/** Whether a server's own failure, {@link FailureKind#FAILED}, is worth another attempt. */
public enum OnModelError {
    RETRY,
    DEAD_LETTER
}
