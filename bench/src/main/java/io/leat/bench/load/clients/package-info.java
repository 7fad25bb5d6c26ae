// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What Leat is compared with that is no Flink job, each a process of its own. Uses {@code
 * bench.load.stub} and {@code kafka}.
 */
@NullMarked
package io.leat.bench.load.clients;

import org.jspecify.annotations.NullMarked;
