/**
 * What {@code leat local} says of restarts, checkpoints and failures while the job runs. Uses Flink
 * only.
 */
@NullMarked
package io.leat.local.report;

import org.jspecify.annotations.NullMarked;
