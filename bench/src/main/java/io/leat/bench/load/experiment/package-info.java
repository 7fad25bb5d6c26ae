// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * How a row is measured: with a backlog, at an even pace, or while a process is killed. Uses {@code
 * bench.harness}, {@code bench.load.measure}, {@code bench.load.stub} and {@code
 * bench.load.subject}.
 */
@NullMarked
package io.leat.bench.load.experiment;

import org.jspecify.annotations.NullMarked;
