// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.metrics;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.MetricGroup;

/** How the predictors of a job share its records, as metrics of the inference operator. */
public final class TrafficMetrics {

    private final MetricGroup operator;

    public TrafficMetrics(MetricGroup operator) {
        this.operator = operator;
    }

    /** Shows the weight in force under the name of its predictor. */
    public void show(String predictor, IntSupplier percent) {
        JobMetric.TRAFFIC_PERCENT.register(
                operator.addGroup("predictor", predictor), percent::getAsInt);
    }
}
