// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.metrics.CallMetrics;
import io.leat.job.metrics.TrafficMetrics;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.gate.AdmissionQueue;
import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.gate.InFlightGateRegistry;
import io.leat.traffic.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers each record by walking it through the graph. Never completes exceptionally for a record's
 * sake: that would restart the job, and the record with it.
 *
 * <p>Has no time-out of its own: repeats and their limits are the client's, and Flink's retry can
 * lose a record when both meet.
 */
final class InferenceAsyncFunction extends RichAsyncFunction<InferenceRequest, InferenceResult> {

    private static final long serialVersionUID = 1L;

    private final InferenceJob job;
    private final ModelClientFactory models;
    private transient AdmissionQueue waiting;
    private transient List<PredictorArm> arms;
    private transient @Nullable PredictorChoice choice;
    private transient @Nullable WeightsWatch weights;
    private transient @Nullable StartupCheck startupCheck;

    InferenceAsyncFunction(InferenceJob job, ModelClientFactory models) {
        this.job = job;
        this.models = models;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        InFlightGate gate = InFlightGateRegistry.of(metrics);
        CallMetrics calls = new CallMetrics(metrics);
        arms = new ArrayList<>();
        for (PredictorPlan predictor : job.predictors()) {
            arms.add(PredictorArm.open(predictor, models, calls, gate));
        }
        share(metrics);
        waiting = new AdmissionQueue(gate, this::answer);
        gate.onLeave(waiting::beginWhatFits);
        TaskInfo task = getRuntimeContext().getTaskInfo();
        if (task.getIndexOfThisSubtask() == 0 && task.getAttemptNumber() == 0) {
            startupCheck = models.beginStartupCheck(job);
        }
    }

    /** Where several predictors share the records. */
    private void share(MetricGroup metrics) {
        TrafficSplit split = job.split();
        if (split == null) {
            return;
        }
        String id = getRuntimeContext().getJobInfo().getJobId().toString();
        WeightsWatch opened = WeightsWatch.open(id, split, job.weights());
        weights = opened;
        LiveWeights live = opened.weights();
        choice = new PredictorChoice(split, live);
        TrafficMetrics shown = new TrafficMetrics(metrics);
        for (int i = 0; i < split.predictors().size(); i++) {
            int predictor = i;
            shown.show(split.predictors().get(i), () -> live.percents().get(predictor));
        }
    }

    @Override
    public void asyncInvoke(InferenceRequest request, ResultFuture<InferenceResult> out) {
        waiting.enter(request, out);
    }

    private void answer(InferenceRequest request, ResultFuture<InferenceResult> out) {
        PredictorArm arm = choice == null ? arms.get(0) : arms.get(choice.of(request));
        arm.answer(request, out);
    }

    @Override
    public void close() {
        if (startupCheck != null) {
            startupCheck.close();
        }
        if (weights != null) {
            weights.close();
        }
        if (arms != null) {
            arms.forEach(PredictorArm::close);
        }
    }
}
