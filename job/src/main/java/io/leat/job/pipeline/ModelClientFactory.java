// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.client.ModelClient;
import io.leat.job.metrics.CallMetrics;
import io.leat.job.plan.InferenceJob;
import io.leat.kafka.gate.InFlightGateRegistry;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/** Where a job's subtasks get the client they call its models with. Part of the job graph. */
public interface ModelClientFactory extends Serializable {

    /** The models at the endpoints the job names. */
    ModelClientFactory AT_ENDPOINTS =
            (job, metrics) ->
                    ModelClientStack.open(
                            job,
                            new CallMetrics(metrics),
                            InFlightGateRegistry.of(metrics)::isFull);

    /** Opens a client of one subtask, which closes it. */
    ModelClient open(InferenceJob job, MetricGroup metrics);
}
