/** The commands of {@code leat}: options in, calls of the packages below, exit codes out. */
@NullMarked
package io.leat.cli;

import org.jspecify.annotations.NullMarked;
