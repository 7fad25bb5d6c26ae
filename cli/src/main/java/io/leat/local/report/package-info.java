// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What {@code leat local} says while the job runs and at its end: restarts, checkpoints, models
 * that are away, dead letters. Uses {@code deadletter}, {@code flink}, {@code job.plan}, {@code
 * kafka}, {@code kafka.admin}, {@code options.settings}, {@code status} and {@code terminal}.
 */
@NullMarked
package io.leat.local.report;

import org.jspecify.annotations.NullMarked;
