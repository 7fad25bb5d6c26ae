/** Streaming JSON with tensors in it, for the REST endpoints. */
@NullMarked
package io.leat.modelserver.json;

import org.jspecify.annotations.NullMarked;
