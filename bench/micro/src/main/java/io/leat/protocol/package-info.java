/** Codecs and batches: what each step costs a record. */
@NullMarked
package io.leat.protocol;

import org.jspecify.annotations.NullMarked;
