/**
 * One option: its names, type, sources and precedence. Knows no job, Kubernetes or command line.
 */
@NullMarked
package io.leat.options;

import org.jspecify.annotations.NullMarked;
