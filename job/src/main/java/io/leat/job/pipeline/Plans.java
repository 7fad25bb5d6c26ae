// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.codec.Codecs;
import io.leat.graph.GraphPlan;
import io.leat.graph.WalkOptions;
import io.leat.job.plan.InferenceJob;

/** The walk of a job's graph. */
final class Plans {

    private Plans() {}

    static GraphPlan of(InferenceJob job) {
        return GraphPlan.of(
                job.graph(),
                Codecs.message(job.protocol(), job.transport()),
                new WalkOptions(job.settings().flow().routingInjection()));
    }
}
