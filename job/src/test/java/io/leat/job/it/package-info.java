// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The processes around a real cluster: what the scripts in {@code job/it} start beside Flink and
 * Kafka. Every record has a number, and what becomes of it follows from the number alone.
 */
@NullMarked
package io.leat.job.it;

import org.jspecify.annotations.NullMarked;
