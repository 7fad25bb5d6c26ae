// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The request log of a predictor: which records it keeps, and the events about their calls. Uses
 * {@code client}, {@code graph}, {@code job.traffic}, {@code kafka}, {@code kafka.gate}, {@code
 * options.requestlog}, {@code protocol} and {@code traffic}.
 */
@NullMarked
package io.leat.job.requestlog;

import org.jspecify.annotations.NullMarked;
