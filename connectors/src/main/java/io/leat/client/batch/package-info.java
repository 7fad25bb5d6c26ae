/**
 * Joins the requests of several records into one call. Uses {@code client} and {@code protocol};
 * knows no Netty, gRPC or async-http-client.
 */
@NullMarked
package io.leat.client.batch;

import org.jspecify.annotations.NullMarked;
