// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is measured: Leat's job, bare clients and loops, each a process of its own. Uses {@code
 * bench.harness}, {@code bench.load.clients}, {@code bench.load.jobs}, {@code bench.load.measure},
 * {@code bench.load.stub}, {@code protocol} and {@code testing.net}.
 */
@NullMarked
package io.leat.bench.load.subject;

import org.jspecify.annotations.NullMarked;
