// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.plan.InferenceJob;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.gate.AdmissionQueue;
import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.gate.InFlightGateRegistry;
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
    private transient @Nullable PredictorArm arm;
    private transient @Nullable StartupCheck startupCheck;

    InferenceAsyncFunction(InferenceJob job, ModelClientFactory models) {
        this.job = job;
        this.models = models;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        InFlightGate gate = InFlightGateRegistry.of(metrics);
        PredictorArm only = PredictorArm.open(job.first(), models, metrics, gate);
        arm = only;
        waiting = new AdmissionQueue(gate, only::answer);
        gate.onLeave(waiting::beginWhatFits);
        TaskInfo task = getRuntimeContext().getTaskInfo();
        if (task.getIndexOfThisSubtask() == 0 && task.getAttemptNumber() == 0) {
            startupCheck = models.beginStartupCheck(job);
        }
    }

    @Override
    public void asyncInvoke(InferenceRequest request, ResultFuture<InferenceResult> out) {
        waiting.enter(request, out);
    }

    @Override
    public void close() {
        if (startupCheck != null) {
            startupCheck.close();
        }
        if (arm != null) {
            arm.close();
        }
    }
}
