// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * How the Leat jobs of a Flink cluster are, as its REST interface and the metrics in it tell, and
 * why they failed. Uses {@code flink}, {@code job.metrics}, {@code job.plan}, {@code options},
 * {@code options.catalog} and {@code protocol}.
 */
@NullMarked
package io.leat.status;

import org.jspecify.annotations.NullMarked;
