// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.RecordContract;
import io.leat.tracing.HeaderArrays;
import io.leat.tracing.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * Begins the spans of records, by OpenTelemetry's semantic conventions for messaging. Their values
 * and keys are in none of them. Used by the task's thread.
 */
public final class RecordSpans {

    static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
    static final AttributeKey<String> SYSTEM = stringKey("messaging.system");
    static final AttributeKey<String> TOPIC = stringKey("messaging.destination.name");
    static final AttributeKey<String> OPERATION = stringKey("messaging.operation.name");
    static final AttributeKey<String> OPERATION_TYPE = stringKey("messaging.operation.type");
    static final AttributeKey<Long> BODY_SIZE = longKey("messaging.message.body.size");
    static final AttributeKey<Boolean> TOMBSTONE =
            AttributeKey.booleanKey("messaging.kafka.message.tombstone");
    static final AttributeKey<String> PREDICTOR = stringKey("leat.predictor");
    static final AttributeKey<String> PUID = stringKey("leat.puid");
    private static final AttributeKey<String> PARTITION =
            stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = longKey("messaging.kafka.offset");
    private static final AttributeKey<String> GROUP = stringKey("messaging.consumer.group.name");
    private static final AttributeKey<Boolean> FEEDBACK = AttributeKey.booleanKey("leat.feedback");

    private final Tracing tracing;
    private final String group;
    private final List<String> predictors;

    /** Of the records of a job. */
    public RecordSpans(JobTracing opened, InferenceJob job) {
        this.tracing = opened.tracing();
        this.group = job.group();
        this.predictors = job.predictors().stream().map(PredictorPlan::name).toList();
    }

    /**
     * Begins the span of a record.
     *
     * @param out where its result goes
     * @return in the place of {@code out}: ends the span with the result
     */
    public ResultFuture<InferenceResult> begin(
            InferenceRequest request, ResultFuture<InferenceResult> out) {
        HeaderArrays headers = new HeaderArrays(request.headerNames, request.headerValues);
        return new ProcessSpan(
                request,
                tracing.process("process " + request.topic, attributes(request), headers),
                out);
    }

    private Attributes attributes(InferenceRequest request) {
        AttributesBuilder attributes =
                Attributes.builder()
                        .put(SYSTEM, "kafka")
                        .put(TOPIC, request.topic)
                        .put(PARTITION, Integer.toString(request.partition))
                        .put(OFFSET, request.offset)
                        .put(OPERATION, "process")
                        .put(OPERATION_TYPE, "process")
                        .put(GROUP, group)
                        .put(PREDICTOR, predictors.get(request.predictor))
                        .put(PUID, RecordContract.puid(request));
        if (request.feedback) {
            attributes.put(FEEDBACK, true);
        }
        return request.value == null
                ? attributes.put(TOMBSTONE, true).build()
                : attributes.put(BODY_SIZE, (long) request.value.length).build();
    }
}
