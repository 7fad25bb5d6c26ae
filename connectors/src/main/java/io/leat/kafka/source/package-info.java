// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The gated source: reads requests while the gate is open, and stops at the offsets it was given.
 * Knows no sink. Uses {@code kafka}, {@code kafka.admin}, {@code kafka.claim}, {@code kafka.gate},
 * {@code kafka.offsets} and {@code kafka.position}.
 */
@NullMarked
package io.leat.kafka.source;

import org.jspecify.annotations.NullMarked;
