/**
 * Protobuf messages read and spliced by field number. Pure; uses {@code codec.json}, {@code
 * codec.tensor} and {@code protocol}.
 */
@NullMarked
package io.leat.codec.protobuf;

import org.jspecify.annotations.NullMarked;
