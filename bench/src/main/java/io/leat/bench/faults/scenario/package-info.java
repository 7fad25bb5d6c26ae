// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * A scenario as its file states it, and the records it sends. Uses {@code bench.faults.model},
 * {@code bench.faults.poison} and {@code bench.harness}.
 */
@NullMarked
package io.leat.bench.faults.scenario;

import org.jspecify.annotations.NullMarked;
