// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.kafka.InferenceResult;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.FilterFunction;

/** Lets pass what is written: all but the predictions of predictors that write none. */
final class WrittenResults implements FilterFunction<InferenceResult> {

    private static final long serialVersionUID = 1L;

    private final HashSet<String> unwritten;

    /**
     * Of one job.
     *
     * @param unwritten the names of the predictors whose predictions are not written
     */
    WrittenResults(Set<String> unwritten) {
        this.unwritten = new HashSet<>(unwritten);
    }

    @Override
    public boolean filter(InferenceResult result) {
        return result.deadLetter || result.logEvent || !unwritten.contains(result.predictor);
    }
}
