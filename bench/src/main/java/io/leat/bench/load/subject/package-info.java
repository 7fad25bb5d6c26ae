// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** What is measured: Leat's job, bare clients and loops, each a process of its own. */
@NullMarked
package io.leat.bench.load.subject;

import org.jspecify.annotations.NullMarked;
