/** Units over gRPC: the services of the seldon, TensorFlow Serving and V2 protocols. */
@NullMarked
package io.leat.modelserver.grpc;

import org.jspecify.annotations.NullMarked;
