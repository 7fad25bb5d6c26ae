/**
 * What will run: the selected predictor, the command line, what is batched, and whether the memory
 * suffices. Uses {@code options} and {@code deployment}.
 */
@NullMarked
package io.leat.job.plan;

import org.jspecify.annotations.NullMarked;
