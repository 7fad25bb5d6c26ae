// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import io.leat.options.catalog.TracingOptions.TracePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import io.opentelemetry.extension.trace.propagation.JaegerPropagator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How the stated propagators read and write headers. */
final class Propagators {

    /** Whichever form of B3 is written, the other one is read too, and must not go on beside it. */
    private static final Set<String> OF_B3 =
            Set.of(
                    "b3",
                    "x-b3-traceid",
                    "x-b3-spanid",
                    "x-b3-parentspanid",
                    "x-b3-sampled",
                    "x-b3-flags");

    private Propagators() {}

    /** All of them in one. Baggage has none: its header passes as it is, as every other does. */
    static TextMapPropagator of(List<TracePropagator> stated) {
        return TextMapPropagator.composite(stated.stream().map(Propagators::of).toList());
    }

    @SuppressWarnings("deprecation") // Jaeger's is what records from Seldon Core v1 may carry
    private static TextMapPropagator of(TracePropagator one) {
        return switch (one) {
            case TRACECONTEXT -> W3CTraceContextPropagator.getInstance();
            case B3 -> B3Propagator.injectingSingleHeader();
            case B3MULTI -> B3Propagator.injectingMultiHeaders();
            case JAEGER -> JaegerPropagator.getInstance();
            case BAGGAGE, NONE -> TextMapPropagator.noop();
        };
    }

    /** The headers that hold a record's own context, in lower case: another takes their place. */
    static Set<String> headers(List<TracePropagator> stated) {
        Set<String> names = new HashSet<>();
        of(stated).fields().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        if (stated.contains(TracePropagator.B3) || stated.contains(TracePropagator.B3MULTI)) {
            names.addAll(OF_B3);
        }
        return names;
    }
}
