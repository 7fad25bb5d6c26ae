// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Model calls over gRPC with grpc-java. Does not know {@code client.rest}. Uses {@code client},
 * {@code client.dns}, {@code client.refusal}, {@code client.tls} and {@code protocol}.
 */
@NullMarked
package io.leat.client.grpc;

import org.jspecify.annotations.NullMarked;
