// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What will run: the selected predictor, the command line, what is batched, and whether the memory
 * suffices. Uses {@code client..}, {@code codec}, {@code deployment..}, {@code graph}, {@code
 * job.requestlog}, {@code kafka..}, {@code options..}, {@code protocol}, {@code secrets} and {@code traffic}.
 */
@NullMarked
package io.leat.job.plan;

import org.jspecify.annotations.NullMarked;
