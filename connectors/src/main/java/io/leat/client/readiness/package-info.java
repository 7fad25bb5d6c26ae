/**
 * Whether a model server is there and its model ready, without a prediction: what a protocol has
 * for that is asked over the clients' own connections. Uses {@code client}, {@code client.refusal}
 * and {@code protocol}; does not know {@code client.rest} and {@code client.grpc}.
 */
@NullMarked
package io.leat.client.readiness;

import org.jspecify.annotations.NullMarked;
