/**
 * Retries, the circuit breaker and the concurrency limit of an endpoint. Uses {@code client}; knows
 * no Netty, gRPC or async-http-client.
 */
@NullMarked
package io.leat.client.retry;

import org.jspecify.annotations.NullMarked;
