// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The REST side of the seldon, tensorflow and v2 protocols, single calls and batches. Pure. Does
 * not know {@code codec.grpc}. Uses {@code codec.json}, {@code codec.tensor} and {@code protocol}.
 */
@NullMarked
package io.leat.codec.rest;

import org.jspecify.annotations.NullMarked;
