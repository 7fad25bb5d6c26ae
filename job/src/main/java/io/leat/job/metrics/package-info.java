/** Every metric of the job, declared once. Uses Flink and {@code client}. */
@NullMarked
package io.leat.job.metrics;

import org.jspecify.annotations.NullMarked;
