// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

/**
 * The choice of whether a server's own failure, {@link io.leat.client.FailureKind#FAILED}, is worth
 * another attempt.
 */
public enum OnModelError {
    RETRY,
    DEAD_LETTER
}
