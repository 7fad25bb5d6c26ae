// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * A model server of every protocol that costs next to nothing and answers as slowly as told. Uses
 * {@code bench.harness} and {@code protocol}.
 */
@NullMarked
package io.leat.bench.load.stub;

import org.jspecify.annotations.NullMarked;
