// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The gRPC side of the seldon, tensorflow and v2 protocols, single calls and batches. Pure. Does
 * not know {@code codec.rest}. Uses {@code codec.protobuf}, {@code codec.tensor} and {@code
 * protocol}.
 */
@NullMarked
package io.leat.codec.grpc;

import org.jspecify.annotations.NullMarked;
