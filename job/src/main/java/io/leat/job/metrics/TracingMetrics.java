// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.metrics;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;

/** What became of spans, as metrics of the inference operator; only where there are any. */
public final class TracingMetrics {

    private TracingMetrics() {}

    /** Shows the spans that a receiver has taken, and those that were given up. */
    public static void show(MetricGroup operator, LongSupplier exported, LongSupplier dropped) {
        JobMetric.SPANS_EXPORTED.register(operator, exported::getAsLong);
        JobMetric.SPANS_DROPPED.register(operator, dropped::getAsLong);
    }
}
