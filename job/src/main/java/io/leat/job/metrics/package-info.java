// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Every metric of the job, declared once, for Flink's metric groups. Uses {@code client}, {@code
 * client.batch} and {@code client.retry}.
 */
@NullMarked
package io.leat.job.metrics;

import org.jspecify.annotations.NullMarked;
