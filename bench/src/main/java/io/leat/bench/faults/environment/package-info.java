// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a scenario can break: brokers, Flink, the job, the model, checkpoint storage. Uses {@code
 * bench.faults.model}, {@code bench.faults.proxy}, {@code bench.faults.scenario}, {@code
 * bench.harness} and {@code testing.net}.
 */
@NullMarked
package io.leat.bench.faults.environment;

import org.jspecify.annotations.NullMarked;
