// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** How a row is measured: with a backlog, at an even pace, or while a process is killed. */
@NullMarked
package io.leat.bench.load.experiment;

import org.jspecify.annotations.NullMarked;
