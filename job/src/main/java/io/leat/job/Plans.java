package io.leat.job;

import io.leat.graph.GraphPlan;
import io.leat.graph.WalkOptions;
import io.leat.protocol.MessageCodec;

/** The walk of a job's graph. */
final class Plans {

    private Plans() {}

    static GraphPlan of(InferenceJob job) {
        return GraphPlan.of(
                job.graph(),
                MessageCodec.of(job.protocol(), job.transport()),
                new WalkOptions(job.settings().flow().routingInjection()));
    }
}
