// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What of a record is hashed, to share and sample records by. Uses {@code kafka} and {@code
 * traffic}.
 */
@NullMarked
package io.leat.job.traffic;

import org.jspecify.annotations.NullMarked;
