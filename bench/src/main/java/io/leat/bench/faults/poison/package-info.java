// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Records that a model or the job must refuse, and the dead letter expected of each. Uses {@code
 * bench.faults.model}.
 */
@NullMarked
package io.leat.bench.faults.poison;

import org.jspecify.annotations.NullMarked;
