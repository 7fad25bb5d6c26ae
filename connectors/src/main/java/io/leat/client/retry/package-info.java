// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Retries, the circuit breaker and the concurrency limit of an endpoint. Knows no Netty, gRPC or
 * async-http-client. Uses {@code client} and {@code protocol}.
 */
@NullMarked
package io.leat.client.retry;

import org.jspecify.annotations.NullMarked;
