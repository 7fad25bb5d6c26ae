// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the spans of a record, or of several that share a call, belong. Never part of a checkpoint.
 *
 * @param tracing makes them
 * @param context they are made below: that of the record's own span, or of none
 * @param links of each of them: the spans of records that share a call
 * @param resends how many attempts of the call have been made before
 * @param reason why the last of these has failed; empty where there was none
 */
public record CallTrace(
        Tracing tracing, Context context, List<SpanContext> links, int resends, String reason) {

    public CallTrace {
        links = List.copyOf(links);
    }

    /** The record's own span, where it is one record's. */
    public Span span() {
        return Span.fromContext(context);
    }

    /** Of the record's own span; null where it has none. */
    @Nullable String traceId() {
        SpanContext own = span().getSpanContext();
        return own.isValid() ? own.getTraceId() : null;
    }

    /** Begins a span of a call or a record that is sent. The caller ends it. */
    public Span begin(String name, SpanKind kind, Attributes attributes) {
        return tracing.begin(this, name, kind, attributes);
    }

    /** For another attempt. */
    public CallTrace again(int made, String why) {
        return new CallTrace(tracing, context, links, made, why);
    }

    /**
     * Of one call for several records: below none of them and linked to each. Where no record's
     * trace is kept, neither is the call's: it stands below the first of them, which decides that.
     *
     * @return null if none of them has a trace
     */
    public static @Nullable CallTrace together(List<@Nullable CallTrace> records) {
        List<SpanContext> links = new ArrayList<>(records.size());
        CallTrace first = null;
        boolean kept = false;
        for (CallTrace record : records) {
            if (record != null) {
                first = first == null ? record : first;
                SpanContext own = record.span().getSpanContext();
                kept |= own.isSampled();
                links.add(own);
            }
        }
        return first == null
                ? null
                : new CallTrace(first.tracing, kept ? Context.root() : first.context, links, 0, "");
    }
}
