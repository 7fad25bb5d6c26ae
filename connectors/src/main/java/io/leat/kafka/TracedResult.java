// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import io.leat.tracing.HeaderArrays;
import io.leat.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import java.util.Arrays;

/** A result whose headers hold the context of the span of its sending. */
public final class TracedResult {

    private TracedResult() {}

    /**
     * The same result with another context in its headers, and in those of the record that it falls
     * back to: a prediction that the brokers do not take, which becomes a dead letter in the sink,
     * has it too.
     */
    public static InferenceResult carrying(InferenceResult result, Tracing tracing, Span span) {
        InferenceRequest record = result.request;
        InferenceRequest traced = InferenceRequest.sameAs(record);
        HeaderArrays own =
                tracing.carrying(span, new HeaderArrays(record.headerNames, record.headerValues));
        traced.headerNames = own.names();
        traced.headerValues = own.values();
        HeaderArrays headers =
                result.deadLetter
                        ? before(own, record.headerNames.length, result)
                        : tracing.carrying(
                                span, new HeaderArrays(result.headerNames, result.headerValues));
        InferenceResult carrying = InferenceResult.sameAs(result);
        carrying.headerNames = headers.names();
        carrying.headerValues = headers.values();
        carrying.request = traced;
        return carrying;
    }

    /** A dead letter's reasons stand behind the headers of its record. */
    private static HeaderArrays before(HeaderArrays own, int first, InferenceResult letter) {
        int reasons = letter.headerNames.length - first;
        int all = own.names().length + reasons;
        String[] names = Arrays.copyOf(own.names(), all);
        byte[][] values = Arrays.copyOf(own.values(), all);
        System.arraycopy(letter.headerNames, first, names, own.names().length, reasons);
        System.arraycopy(letter.headerValues, first, values, own.values().length, reasons);
        return new HeaderArrays(names, values);
    }
}
