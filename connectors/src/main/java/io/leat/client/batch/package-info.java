/**
 * Joins the requests of several records into one call. Knows no Netty, gRPC or async-http-client.
 * Uses {@code client}, {@code client.retry} and {@code protocol}.
 */
@NullMarked
package io.leat.client.batch;

import org.jspecify.annotations.NullMarked;
