/**
 * Units over gRPC: the services of the seldon protocol, of TensorFlow Serving and of the V2
 * protocol, on the messages of {@code io.leat.wire}.
 */
@NullMarked
package io.leat.local.serving.grpc;

import org.jspecify.annotations.NullMarked;
