// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The fault matrix: scenarios that break a running cluster, and what must be true of every record.
 * Uses {@code bench.faults..} and {@code bench.harness}.
 */
@NullMarked
package io.leat.bench.faults;

import org.jspecify.annotations.NullMarked;
