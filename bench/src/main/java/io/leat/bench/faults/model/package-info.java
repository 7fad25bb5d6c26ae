// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** The model stub of the fault matrix, over REST and gRPC. Uses {@code bench.harness}. */
@NullMarked
package io.leat.bench.faults.model;

import org.jspecify.annotations.NullMarked;
