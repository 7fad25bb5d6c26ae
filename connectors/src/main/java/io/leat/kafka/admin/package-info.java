// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Checks of brokers, topics, limits and permissions, before the job runs and while it does. Uses
 * {@code kafka}.
 */
@NullMarked
package io.leat.kafka.admin;

import org.jspecify.annotations.NullMarked;
