// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Times, delays, machine and process figures. Uses {@code bench.harness} and {@code testing.net}.
 */
@NullMarked
package io.leat.bench.load.measure;

import org.jspecify.annotations.NullMarked;
