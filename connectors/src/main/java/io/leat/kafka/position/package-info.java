// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Topic ids and offsets of what the source has read, compared with the brokers at each start and
 * reset. Knows no sink. Uses {@code kafka} and {@code kafka.admin}.
 */
@NullMarked
package io.leat.kafka.position;

import org.jspecify.annotations.NullMarked;
