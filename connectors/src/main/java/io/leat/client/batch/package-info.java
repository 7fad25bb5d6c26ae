// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Joins the requests of several records into one call. Knows no Netty, gRPC or async-http-client.
 * Uses {@code client}, {@code client.retry}, {@code protocol} and {@code tracing}.
 */
@NullMarked
package io.leat.client.batch;

import org.jspecify.annotations.NullMarked;
