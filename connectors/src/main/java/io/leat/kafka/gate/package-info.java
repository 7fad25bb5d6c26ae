// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Bounds how many records and bytes are in flight, one gate for each subtask, and keeps which
 * offsets are unanswered. Uses {@code kafka}.
 */
@NullMarked
package io.leat.kafka.gate;

import org.jspecify.annotations.NullMarked;
