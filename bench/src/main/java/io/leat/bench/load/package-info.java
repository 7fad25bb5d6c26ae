// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** The load bench: its rows, targets and reports. Uses {@code bench.load..}. */
@NullMarked
package io.leat.bench.load;

import org.jspecify.annotations.NullMarked;
