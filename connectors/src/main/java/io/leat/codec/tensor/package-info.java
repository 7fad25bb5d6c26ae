/**
 * Shapes, ranks and element layouts of tensors, whatever their encoding. Pure; uses {@code
 * protocol} only.
 */
@NullMarked
package io.leat.codec.tensor;

import org.jspecify.annotations.NullMarked;
