// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The topology and its operators: parse a request, walk the graph, release the place in flight.
 * Uses {@code client..}, {@code codec}, {@code graph}, {@code job.metrics}, {@code job.plan},
 * {@code job.requestlog}, {@code job.tracing}, {@code job.traffic}, {@code kafka..}, {@code
 * options..}, {@code protocol}, {@code tracing} and {@code traffic}.
 */
@NullMarked
package io.leat.job.pipeline;

import org.jspecify.annotations.NullMarked;
