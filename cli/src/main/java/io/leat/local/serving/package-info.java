/**
 * A model server inside this JVM, for trying Leat without installing one: models in process, behind
 * the REST paths of TensorFlow Serving and of the V2 inference protocol. Further protocols are
 * further {@link io.leat.local.serving.RestEndpoint}s, further kinds of model further {@link
 * io.leat.local.serving.ServedModel}s.
 */
@NullMarked
package io.leat.local.serving;

import org.jspecify.annotations.NullMarked;
