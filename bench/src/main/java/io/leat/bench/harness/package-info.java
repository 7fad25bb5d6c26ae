// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * A cluster of separate processes on the loopback address, and the audit of what came out of it;
 * shared by the fault matrix and the load bench, which it does not know. Uses {@code kafka.admin}
 * and {@code testing.net}.
 */
@NullMarked
package io.leat.bench.harness;

import org.jspecify.annotations.NullMarked;
