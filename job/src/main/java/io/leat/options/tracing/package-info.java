// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Reads the options of traces into checked settings. Uses {@code options}, {@code options.catalog}
 * and {@code secrets}.
 */
@NullMarked
package io.leat.options.tracing;

import org.jspecify.annotations.NullMarked;
