/**
 * Shapes, ranks and element layouts of tensors, whatever their encoding. Pure. Uses {@code
 * protocol}.
 */
@NullMarked
package io.leat.codec.tensor;

import org.jspecify.annotations.NullMarked;
