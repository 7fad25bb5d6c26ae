/**
 * What {@code leat local} proposes to try next: commands that can be pasted, with a record that the
 * deployment takes. Uses {@code job}, {@code client}, {@code terminal} and the names of {@code
 * codec.protobuf}.
 */
@NullMarked
package io.leat.local.hint;

import org.jspecify.annotations.NullMarked;
