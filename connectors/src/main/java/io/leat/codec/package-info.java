/**
 * The codec of each protocol over each transport. Pure; uses the packages below it and {@code
 * protocol}.
 */
@NullMarked
package io.leat.codec;

import org.jspecify.annotations.NullMarked;
