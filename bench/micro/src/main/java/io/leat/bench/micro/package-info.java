// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** What all micro-benchmarks have in common. */
@NullMarked
package io.leat.bench.micro;

import org.jspecify.annotations.NullMarked;
