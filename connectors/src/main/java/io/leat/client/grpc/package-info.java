/**
 * Model calls over gRPC with grpc-java. Uses {@code client}, {@code client.refusal}, {@code
 * client.dns} and {@code client.tls}; does not know {@code client.rest}.
 */
@NullMarked
package io.leat.client.grpc;

import org.jspecify.annotations.NullMarked;
