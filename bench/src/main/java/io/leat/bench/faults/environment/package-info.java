/** What a scenario can break: brokers, Flink, the job, the model, checkpoint storage. */
@NullMarked
package io.leat.bench.faults.environment;

import org.jspecify.annotations.NullMarked;
