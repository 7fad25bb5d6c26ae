// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** Flink's REST interface, as JSON by path. Knows no job. Uses {@code secrets}. */
@NullMarked
package io.leat.flink;

import org.jspecify.annotations.NullMarked;
