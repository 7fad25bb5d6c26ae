// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.metrics.JobMetric;
import io.leat.job.traffic.TrafficSubject;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.gate.InFlightGateRegistry;
import io.leat.traffic.TrafficHash;
import io.leat.traffic.TrafficSample;
import io.leat.traffic.TrafficShares;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Lets the records pass that a shadow answers. Before the inference, as what is passed over there
 * would take memory behind a record that waits for its model, and could fill the queue in which the
 * order is kept.
 */
final class ShadowSample extends RichFilterFunction<InferenceRequest> {

    private static final long serialVersionUID = 1L;

    /** In the shares of a sample; what is left is the first. */
    private static final int SAMPLED = 1;

    private final TrafficSample sample;

    private transient TrafficHash hash;
    private transient TrafficShares shares;
    private transient InFlightGate gate;
    private transient Counter passedOver;

    ShadowSample(TrafficSample sample) {
        this.sample = sample;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        hash = new TrafficHash(sample.salt());
        shares = sample.shares();
        gate = InFlightGateRegistry.of(metrics);
        passedOver = metrics.counter(JobMetric.RECORDS_PASSED_OVER.key());
    }

    @Override
    public boolean filter(InferenceRequest request) {
        if (sample.isAll()
                || shares.predictor(hash.bucket(TrafficSubject.of(request, sample.by())))
                        == SAMPLED) {
            return true;
        }
        gate.passOver(request);
        passedOver.inc();
        return false;
    }
}
