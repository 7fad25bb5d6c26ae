// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.metrics.CallMetrics;
import io.leat.job.metrics.JobMetric;
import io.leat.job.metrics.TracingMetrics;
import io.leat.job.metrics.TrafficMetrics;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.tracing.JobTracing;
import io.leat.job.tracing.RecordSpans;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.gate.AdmissionQueue;
import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.gate.InFlightGateRegistry;
import io.leat.protocol.BadPayloadException;
import io.leat.traffic.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
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
    private transient FeedbackChoice answered;
    private transient @Nullable Counter feedbackReceived;
    private transient @Nullable StartupCheck startupCheck;
    private transient @Nullable JobTracing tracing;
    private transient @Nullable RecordSpans spans;

    InferenceAsyncFunction(InferenceJob job, ModelClientFactory models) {
        this.job = job;
        this.models = models;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        InFlightGate gate = InFlightGateRegistry.of(metrics);
        CallMetrics calls = new CallMetrics(metrics);
        trace(metrics);
        arms = new ArrayList<>();
        for (PredictorPlan predictor : job.predictors()) {
            arms.add(PredictorArm.open(predictor, models, calls, gate));
        }
        share(metrics);
        answered = new FeedbackChoice(job.predictors().stream().map(PredictorPlan::name).toList());
        if (job.settings().topics().feedback() != null) {
            feedbackReceived = metrics.counter(JobMetric.FEEDBACK_RECEIVED.key());
        }
        waiting = new AdmissionQueue(gate, this::answer);
        gate.onLeave(waiting::beginWhatFits);
        TaskInfo task = getRuntimeContext().getTaskInfo();
        if (task.getIndexOfThisSubtask() == 0 && task.getAttemptNumber() == 0) {
            startupCheck = models.beginStartupCheck(job);
        }
    }

    /** Where spans are made. */
    private void trace(MetricGroup metrics) {
        String id = getRuntimeContext().getJobInfo().getJobId().toString();
        JobTracing opened = JobTracing.open(id, job);
        if (opened != null) {
            tracing = opened;
            spans = new RecordSpans(opened, job);
            TracingMetrics.show(metrics, opened::exported, opened::dropped);
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
        waiting.enter(request, predictor(request), out);
    }

    private void answer(InferenceRequest request, ResultFuture<InferenceResult> out) {
        ResultFuture<InferenceResult> to = spans == null ? out : spans.begin(request, out);
        if (request.feedback) {
            deliver(request, to);
        } else {
            arms.get(request.predictor).answer(request, to);
        }
    }

    /**
     * The position of the predictor that a record goes to: feedback to the one that it names, if
     * there is one of that name, else to that of a request with its key and puid.
     */
    private int predictor(InferenceRequest request) {
        PredictorChoice shares = choice;
        if (shares == null) {
            return 0;
        }
        OptionalInt named = request.feedback ? answered.of(request) : OptionalInt.empty();
        return named.orElseGet(() -> shares.of(request));
    }

    private void deliver(InferenceRequest feedback, ResultFuture<InferenceResult> out) {
        if (feedbackReceived != null) {
            feedbackReceived.inc();
        }
        PredictorArm arm = arms.get(feedback.predictor);
        try {
            answered.check(feedback);
        } catch (BadPayloadException e) {
            arm.refuse(feedback, e, out);
            return;
        }
        arm.deliver(feedback, out);
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
        if (tracing != null) {
            tracing.close();
        }
    }
}
