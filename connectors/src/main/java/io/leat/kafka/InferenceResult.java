// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import io.leat.tracing.CallTrace;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * What became of one input record: a prediction for the output topic, a dead letter, or nothing to
 * be written, of feedback; or an event of the request log about it. A flat Flink POJO like {@link
 * InferenceRequest}; never changed after it was built.
 */
@PublicEvolving
public class InferenceResult {

    /** Which topic it goes to. */
    public boolean deadLetter;

    /** Feedback that has reached its nodes, of which nothing is written. */
    public boolean delivered;

    /**
     * An event of the request log, which goes to the log's topic beside what becomes of the record.
     */
    public boolean logEvent;

    /** Of a dead letter, its {@code leat-error-code}; empty otherwise. */
    public String errorCode = "";

    /** The name of the predictor that has answered, or could not. */
    public String predictor = "";

    /** Milliseconds since the epoch, the input record's own; -1 where it had none. */
    public long timestamp;

    public byte @Nullable [] key;

    public byte @Nullable [] value;

    /** As long as {@link #headerValues}. */
    public String[] headerNames = {};

    public byte[] @Nullable [] headerValues = {};

    /** The input record, which a prediction too large to be produced falls back to. */
    public InferenceRequest request = new InferenceRequest();

    /** Where the span of its sending belongs; null where none is made. In no checkpoint. */
    public transient @Nullable CallTrace trace;

    /** For Flink. */
    public InferenceResult() {}

    /**
     * Another one with all of a result, to be changed before it is handed on. Shares its arrays.
     */
    static InferenceResult sameAs(InferenceResult result) {
        InferenceResult same = new InferenceResult();
        same.deadLetter = result.deadLetter;
        same.delivered = result.delivered;
        same.logEvent = result.logEvent;
        same.errorCode = result.errorCode;
        same.predictor = result.predictor;
        same.timestamp = result.timestamp;
        same.key = result.key;
        same.value = result.value;
        same.headerNames = result.headerNames;
        same.headerValues = result.headerValues;
        same.request = result.request;
        same.trace = result.trace;
        return same;
    }
}
