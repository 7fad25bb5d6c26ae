/**
 * The gRPC side of the seldon, tensorflow and v2 protocols, single calls and batches. Pure; does
 * not know {@code codec.rest}.
 */
@NullMarked
package io.leat.codec.grpc;

import org.jspecify.annotations.NullMarked;
