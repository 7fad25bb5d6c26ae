// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The codec of each protocol over each transport. Pure. Uses {@code codec.grpc}, {@code codec.json},
 * {@code codec.protobuf}, {@code codec.rest} and {@code protocol}.
 */
@NullMarked
package io.leat.codec;

import org.jspecify.annotations.NullMarked;
