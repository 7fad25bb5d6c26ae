/** The {@code leat} command line. */
@NullMarked
package io.leat.cli;

import org.jspecify.annotations.NullMarked;
