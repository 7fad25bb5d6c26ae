// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** Benchmarks of the package of this name. */
@NullMarked
package io.leat.client.retry;

import org.jspecify.annotations.NullMarked;
