// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.traffic.TrafficSubject;
import io.leat.kafka.InferenceRequest;
import io.leat.traffic.TrafficBy;
import io.leat.traffic.TrafficHash;
import io.leat.traffic.TrafficSplit;

/**
 * Chooses which of several predictors answers a record. Used by the task's thread.
 *
 * <p>Why it is so: {@code docs/adr/0021-predictors-of-one-topic-are-one-job.md}.
 */
final class PredictorChoice {

    private final TrafficBy by;
    private final TrafficHash hash;
    private final LiveWeights weights;

    PredictorChoice(TrafficSplit split, LiveWeights weights) {
        this.by = split.by();
        this.hash = new TrafficHash(split.salt());
        this.weights = weights;
    }

    /** The position of the predictor: the same for the same record as long as weights stand. */
    int of(InferenceRequest request) {
        return weights.shares().predictor(hash.bucket(TrafficSubject.of(request, by)));
    }
}
