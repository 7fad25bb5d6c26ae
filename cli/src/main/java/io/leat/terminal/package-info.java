/**
 * Text for a terminal and its shell: control characters escaped, words quoted. Uses no other
 * package of Leat.
 */
@NullMarked
package io.leat.terminal;

import org.jspecify.annotations.NullMarked;
