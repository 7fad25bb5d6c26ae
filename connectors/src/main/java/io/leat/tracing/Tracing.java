// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What makes the spans of a job's records, and knows how contexts stand in headers. Thread-safe.
 */
public final class Tracing {

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final boolean linked;
    private final Set<String> fields;

    /**
     * Of one job in one process.
     *
     * @param tracer makes the spans
     * @param propagator reads and writes contexts; headers that it does not know pass as they are
     * @param fields the headers that hold a record's context, in lower case: another takes their
     *     place
     * @param linked whether a record's context becomes a link of a new trace, and not its parent
     */
    public Tracing(
            Tracer tracer, TextMapPropagator propagator, Set<String> fields, boolean linked) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.fields = Set.copyOf(fields);
        this.linked = linked;
    }

    /**
     * Begins the span of a record that is processed: below the context that its headers hold, or
     * linked to it. Headers that cannot be read are none: the record begins a trace.
     */
    public CallTrace process(String name, Attributes attributes, HeaderArrays headers) {
        Context stated = propagator.extract(Context.root(), headers, HeaderArrays.GETTER);
        SpanBuilder span =
                tracer.spanBuilder(name)
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAllAttributes(attributes)
                        .setParent(linked ? Context.root() : stated);
        SpanContext link = Span.fromContext(stated).getSpanContext();
        if (linked && link.isValid()) {
            span.addLink(link);
        }
        return new CallTrace(
                this, span.startSpan().storeInContext(Context.root()), List.of(), 0, "");
    }

    /** Begins the span of a call or a record that is sent. */
    Span begin(CallTrace above, String name, SpanKind kind, Attributes attributes) {
        SpanBuilder span =
                tracer.spanBuilder(name)
                        .setSpanKind(kind)
                        .setAllAttributes(attributes)
                        .setParent(above.context());
        above.links().forEach(span::addLink);
        return span.startSpan();
    }

    /** The same headers with the context of a span in the place of the one they hold. */
    public HeaderArrays carrying(Span span, HeaderArrays headers) {
        List<String> written = new ArrayList<>(4);
        propagator.inject(span.storeInContext(Context.root()), written, HeaderArrays.SETTER);
        return headers.with(fields, written);
    }
}
