// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a record costs while one thing grows: the rows, their shape, and what follows from them for the size of a
 * deployment. Uses {@code bench.load.experiment}, {@code bench.load.measure}, {@code bench.load.stub} and
 * {@code bench.load.subject}.
 */
@NullMarked
package io.leat.bench.load.growth;

import org.jspecify.annotations.NullMarked;
