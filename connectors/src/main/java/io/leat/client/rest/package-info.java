/**
 * Model calls over HTTP/1.1 with async-http-client. Uses {@code client}, {@code client.refusal},
 * {@code client.dns} and {@code client.tls}; does not know {@code client.grpc}.
 */
@NullMarked
package io.leat.client.rest;

import org.jspecify.annotations.NullMarked;
