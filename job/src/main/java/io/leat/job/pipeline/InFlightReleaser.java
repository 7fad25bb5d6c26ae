// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.metrics.JobMetric;
import io.leat.kafka.DeadLetterLog;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.admin.TopicWatch;
import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.gate.InFlightGateRegistry;
import io.leat.protocol.DeadLetterCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the inference and the sink: counts what passes and gives its place in flight back,
 * ends the way of feedback that is delivered, lets events of the request log pass, and says in the
 * log what became of records and topics. Here and not at the answer, because an answer that waits
 * for an earlier one still takes memory.
 */
final class InFlightReleaser extends RichFlatMapFunction<InferenceResult, InferenceResult> {

    private static final long serialVersionUID = 1L;

    private final Properties client;
    private final HashMap<String, String> topics;
    private final ArrayList<String> predictors;
    private final boolean hasFeedback;
    private final boolean hasLog;

    private transient InFlightGate gate;
    private transient DeadLetterLog log;
    private transient @Nullable TopicWatch watch;
    private transient Counter predictions;
    private transient Counter deadLetters;
    private transient @Nullable Counter feedbackDelivered;
    private transient @Nullable Counter logEvents;
    private transient Map<String, Counter> deadLettersByCode;
    private transient Map<String, Counter> predictionsByPredictor;
    private transient Map<String, Counter> deadLettersByPredictor;

    /**
     * Of one job.
     *
     * @param client bootstrap servers and security
     * @param topics what the first subtask looks after: by name, what stops while one is gone
     * @param predictors the names of those that share the records; none for a job of one
     * @param hasFeedback whether some of what is read is feedback
     * @param hasLog whether events of a request log are among what passes
     */
    InFlightReleaser(
            Properties client,
            Map<String, String> topics,
            List<String> predictors,
            boolean hasFeedback,
            boolean hasLog) {
        this.client = client;
        this.topics = new HashMap<>(topics);
        this.predictors = new ArrayList<>(predictors);
        this.hasFeedback = hasFeedback;
        this.hasLog = hasLog;
    }

    @Override
    public void open(OpenContext context) {
        log = DeadLetterLog.of(getRuntimeContext().getJobInfo().getJobId().toString());
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            watch = TopicWatch.start(client, topics);
        }
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        gate = InFlightGateRegistry.of(metrics);
        predictions = metrics.counter(JobMetric.PREDICTIONS.key());
        deadLetters = metrics.counter(JobMetric.DEAD_LETTERS.key());
        if (hasFeedback) {
            feedbackDelivered = metrics.counter(JobMetric.FEEDBACK_DELIVERED.key());
        }
        if (hasLog) {
            logEvents = metrics.counter(JobMetric.REQUEST_LOG_EVENTS.key());
        }
        deadLettersByCode = new HashMap<>();
        for (DeadLetterCode code : DeadLetterCode.values()) {
            deadLettersByCode.put(
                    code.wire(),
                    metrics.addGroup("code", code.wire())
                            .counter(JobMetric.DEAD_LETTERS_BY_CODE.key()));
        }
        predictionsByPredictor = byPredictor(metrics, JobMetric.PREDICTIONS_BY_PREDICTOR);
        deadLettersByPredictor = byPredictor(metrics, JobMetric.DEAD_LETTERS_BY_PREDICTOR);
    }

    private Map<String, Counter> byPredictor(MetricGroup metrics, JobMetric metric) {
        Map<String, Counter> counters = new HashMap<>();
        for (String predictor : predictors) {
            counters.put(predictor, metrics.addGroup("predictor", predictor).counter(metric.key()));
        }
        return counters;
    }

    @Override
    public void flatMap(InferenceResult result, Collector<InferenceResult> out) {
        if (result.logEvent) {
            gate.release(result);
            Objects.requireNonNull(logEvents, "of a job with a request log").inc();
            out.collect(result);
            return;
        }
        gate.leave(result);
        count(result);
        if (!result.delivered) {
            out.collect(result);
        }
    }

    private void count(InferenceResult result) {
        if (result.deadLetter) {
            deadLetters.inc();
            log.add(result);
            Objects.requireNonNull(deadLettersByCode.get(result.errorCode)).inc();
        } else if (!result.delivered) {
            predictions.inc();
        } else if (feedbackDelivered != null) {
            feedbackDelivered.inc();
        }
        if (!predictors.isEmpty() && !result.delivered) {
            Map<String, Counter> own =
                    result.deadLetter ? deadLettersByPredictor : predictionsByPredictor;
            Objects.requireNonNull(own.get(result.predictor)).inc();
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
