/**
 * The topology and its operators: parse a request, walk the graph, release the place in flight.
 * Uses {@code graph}, {@code client}, {@code codec}, {@code kafka} and {@code job.plan}.
 */
@NullMarked
package io.leat.job.pipeline;

import org.jspecify.annotations.NullMarked;
