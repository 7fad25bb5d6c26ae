// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.kafka.InferenceResult;
import org.apache.flink.api.common.functions.FilterFunction;

/** Lets events of the request log pass, or everything else. */
final class LogEventFilter implements FilterFunction<InferenceResult> {

    private static final long serialVersionUID = 1L;

    private final boolean events;

    /**
     * For the log, or for the results.
     *
     * @param events whether events pass
     */
    LogEventFilter(boolean events) {
        this.events = events;
    }

    @Override
    public boolean filter(InferenceResult result) {
        return result.logEvent == events;
    }
}
