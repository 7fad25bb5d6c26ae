/**
 * Options: declared once, read from the command line, the environment and the deployment in one
 * order of precedence, typed, and checked together. Pure but for the environment it is handed.
 */
@NullMarked
package io.leat.options;

import org.jspecify.annotations.NullMarked;
