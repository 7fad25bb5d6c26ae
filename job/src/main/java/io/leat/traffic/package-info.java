// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Which predictor a record belongs to: its hash, the buckets, and their shares. Pure. Uses no other
 * package of Leat.
 */
@NullMarked
package io.leat.traffic;

import org.jspecify.annotations.NullMarked;
