// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.measure;

/**
 * How long records took from the moment they were due to be sent until a {@code read_committed}
 * consumer had their answers, in milliseconds.
 *
 * @param silence the longest time in which no answer came
 */
public record Delays(double p50, double p95, double p99, double most, double silence) {}
