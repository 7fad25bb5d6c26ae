/** Trees of JSON with tensors in them, in and out. Uses {@code modelserver}. */
@NullMarked
package io.leat.modelserver.json;

import org.jspecify.annotations.NullMarked;
