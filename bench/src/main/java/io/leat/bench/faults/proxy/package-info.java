// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The TCP proxy between the processes, which can delay, cut and reset connections. Uses {@code
 * bench.faults.model}, {@code bench.harness} and {@code testing.tls}.
 */
@NullMarked
package io.leat.bench.faults.proxy;

import org.jspecify.annotations.NullMarked;
