/**
 * How the Leat jobs of a Flink cluster are, as its REST interface and the metrics in it tell, and
 * why they failed. Uses {@code flink} and the names that {@code job} gives metrics and parameters.
 */
@NullMarked
package io.leat.status;

import org.jspecify.annotations.NullMarked;
