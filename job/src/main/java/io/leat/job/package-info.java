/** The Flink job: reads its settings, builds the topology and performs what the walk decides. */
@NullMarked
package io.leat.job;

import org.jspecify.annotations.NullMarked;
