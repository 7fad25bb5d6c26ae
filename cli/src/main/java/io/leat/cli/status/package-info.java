/**
 * How the Leat jobs of a Flink cluster are, as its REST interface and the metrics in it tell. Uses
 * {@code flink}, {@code local.report} and the names that {@code job} gives metrics and parameters.
 */
@NullMarked
package io.leat.cli.status;

import org.jspecify.annotations.NullMarked;
