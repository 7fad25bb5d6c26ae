// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The Flink cluster of {@code leat local}, in this process, and the jobs that run on it. Knows no
 * deployment. Uses {@code flink}, {@code kafka.offsets}, {@code local.report} and {@code status}.
 */
@NullMarked
package io.leat.local.cluster;

import org.jspecify.annotations.NullMarked;
