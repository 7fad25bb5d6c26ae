// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** The id of a record's trace, for log lines: whether or not spans are made. */
public final class TraceId {

    private TraceId() {}

    /**
     * What a log line adds to a record.
     *
     * @param trace the record's; null where no spans are made
     * @param headers its own
     * @return {@code " trace_id=…"}; empty where it has no trace that can be read
     */
    public static String words(@Nullable CallTrace trace, HeaderArrays headers) {
        String id = trace == null ? stated(headers) : trace.traceId();
        return id == null ? "" : " trace_id=" + id;
    }

    private static @Nullable String stated(HeaderArrays headers) {
        if (headers.last("traceparent") == null) {
            return null;
        }
        SpanContext stated =
                Span.fromContext(
                                W3CTraceContextPropagator.getInstance()
                                        .extract(Context.root(), headers, HeaderArrays.GETTER))
                        .getSpanContext();
        return stated.isValid() ? stated.getTraceId() : null;
    }
}
