// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.batch;

import java.time.Duration;

/**
 * The limits within which requests to one node share calls.
 *
 * @param rows at most in one call, at least 2
 * @param delay the longest wait for others
 * @param bytes at most in one call, as the requests were alone
 */
public record BatchSettings(int rows, Duration delay, long bytes) {}
