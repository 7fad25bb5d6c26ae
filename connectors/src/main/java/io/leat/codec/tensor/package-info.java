// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Shapes, ranks and element layouts of tensors, whatever their encoding. Pure. Uses {@code
 * protocol}.
 */
@NullMarked
package io.leat.codec.tensor;

import org.jspecify.annotations.NullMarked;
