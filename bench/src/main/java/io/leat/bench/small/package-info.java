// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What many small deployments cost in one session cluster, and whether they recover together. Uses
 * {@code bench.faults.model}, {@code bench.faults.scenario}, {@code bench.harness} and {@code
 * testing.net}.
 */
@NullMarked
package io.leat.bench.small;

import org.jspecify.annotations.NullMarked;
