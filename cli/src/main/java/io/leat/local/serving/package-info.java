/**
 * A model server inside this JVM, for trying Leat without installing one. This package holds what
 * is served, {@link io.leat.local.serving.Unit}s over tensors; {@code rest} and {@code grpc} below
 * it serve them in the protocols of Seldon, TensorFlow Serving and V2.
 */
@NullMarked
package io.leat.local.serving;

import org.jspecify.annotations.NullMarked;
