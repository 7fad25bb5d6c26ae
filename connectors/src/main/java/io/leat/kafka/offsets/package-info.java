// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Commits the oldest unanswered offset of each partition, from the JobManager. Uses {@code kafka}
 * and {@code kafka.claim}.
 */
@NullMarked
package io.leat.kafka.offsets;

import org.jspecify.annotations.NullMarked;
