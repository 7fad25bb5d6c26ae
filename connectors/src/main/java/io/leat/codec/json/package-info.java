// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * JSON read and spliced as bytes: tables of rows, tensors, routes, renamed members. Pure. Uses
 * {@code codec.tensor} and {@code protocol}.
 */
@NullMarked
package io.leat.codec.json;

import org.jspecify.annotations.NullMarked;
