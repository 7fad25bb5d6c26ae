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
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the inference and the sink: counts what passes and gives its place in flight back,
 * and says in the log what became of records and topics. Here and not at the answer, because an
 * answer that waits for an earlier one still takes memory.
 */
final class InFlightReleaser extends RichMapFunction<InferenceResult, InferenceResult> {

    private static final long serialVersionUID = 1L;

    private final Properties client;
    private final HashMap<String, String> topics;
    private final ArrayList<String> predictors;

    private transient InFlightGate gate;
    private transient DeadLetterLog log;
    private transient @Nullable TopicWatch watch;
    private transient Counter predictions;
    private transient Counter deadLetters;
    private transient Map<String, Counter> deadLettersByCode;
    private transient Map<String, Counter> predictionsByPredictor;
    private transient Map<String, Counter> deadLettersByPredictor;

    /**
     * Of one job.
     *
     * @param client bootstrap servers and security
     * @param topics what the first subtask looks after: by name, what stops while one is gone
     * @param predictors the names of those that share the records; none for a job of one
     */
    InFlightReleaser(Properties client, Map<String, String> topics, List<String> predictors) {
        this.client = client;
        this.topics = new HashMap<>(topics);
        this.predictors = new ArrayList<>(predictors);
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
    public InferenceResult map(InferenceResult result) {
        gate.leave(result);
        if (result.deadLetter) {
            deadLetters.inc();
            log.add(result);
            Objects.requireNonNull(deadLettersByCode.get(result.errorCode)).inc();
        } else {
            predictions.inc();
        }
        if (!predictors.isEmpty()) {
            Map<String, Counter> own =
                    result.deadLetter ? deadLettersByPredictor : predictionsByPredictor;
            Objects.requireNonNull(own.get(result.predictor)).inc();
        }
        return result;
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
