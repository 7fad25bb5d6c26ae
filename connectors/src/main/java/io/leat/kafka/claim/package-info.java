// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The claim of one job on its consumer group: a lease in the metadata of committed offsets. Uses
 * {@code kafka} and {@code kafka.admin}.
 */
@NullMarked
package io.leat.kafka.claim;

import org.jspecify.annotations.NullMarked;
