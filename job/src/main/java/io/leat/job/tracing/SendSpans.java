// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.TracedResult;
import io.leat.tracing.CallTrace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the sink, where traces are made: makes the PRODUCER span of each result, puts its
 * context into the result's headers, and ends it once the sink has taken the result. That the
 * transaction is committed, at the next checkpoint, comes later.
 */
public final class SendSpans implements FlatMapFunction<InferenceResult, InferenceResult> {

    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> outputs = new HashMap<>();
    private final HashMap<String, String> deadLetters = new HashMap<>();

    /** Of the results of a job. */
    public SendSpans(InferenceJob job) {
        for (PredictorPlan predictor : job.predictors()) {
            put(outputs, predictor, predictor.settings().topics().output());
            put(deadLetters, predictor, predictor.settings().topics().deadLetters());
        }
    }

    private static void put(
            Map<String, String> topics, PredictorPlan predictor, @Nullable String topic) {
        if (topic != null) {
            topics.put(predictor.name(), topic);
        }
    }

    @Override
    public void flatMap(InferenceResult result, Collector<InferenceResult> out) {
        CallTrace trace = result.trace;
        if (trace == null) {
            out.collect(result);
            return;
        }
        String topic =
                (result.deadLetter ? deadLetters : outputs).getOrDefault(result.predictor, "");
        Span span = trace.begin("send " + topic, SpanKind.PRODUCER, attributes(result, topic));
        try {
            out.collect(TracedResult.carrying(result, trace.tracing(), span));
        } catch (RuntimeException | Error e) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(RecordSpans.ERROR_TYPE, e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }

    private static Attributes attributes(InferenceResult result, String topic) {
        AttributesBuilder attributes =
                Attributes.builder()
                        .put(RecordSpans.SYSTEM, "kafka")
                        .put(RecordSpans.TOPIC, topic)
                        .put(RecordSpans.OPERATION, "send")
                        .put(RecordSpans.OPERATION_TYPE, "send")
                        .put(RecordSpans.PREDICTOR, result.predictor);
        return result.value == null
                ? attributes.put(RecordSpans.TOMBSTONE, true).build()
                : attributes.put(RecordSpans.BODY_SIZE, (long) result.value.length).build();
    }
}
