/**
 * The REST side of the seldon, tensorflow and v2 protocols, single calls and batches. Pure; does
 * not know {@code codec.grpc}.
 */
@NullMarked
package io.leat.codec.rest;

import org.jspecify.annotations.NullMarked;
