package io.leat.job;

import io.leat.kafka.InFlightGates;
import io.leat.model.ModelClient;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/** Where a job's subtasks get the client they call its models with. Part of the job graph. */
public interface Models extends Serializable {

    /** The models at the endpoints the job names. */
    Models AT_ENDPOINTS =
            (job, metrics) ->
                    ModelClients.open(
                            job, new CallMetrics(metrics), InFlightGates.of(metrics)::isFull);

    /** Opens a client of one subtask, which closes it. */
    ModelClient open(InferenceJob job, MetricGroup metrics);
}
