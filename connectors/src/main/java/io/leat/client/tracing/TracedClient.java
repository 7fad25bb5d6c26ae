// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tracing;

import io.leat.client.CallContext;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.protocol.NodeCall;
import io.leat.tracing.CallTrace;
import io.leat.tracing.HeaderArrays;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes a CLIENT span of each attempt, and sends its context in the place of the record's. Below
 * the retries, so that each attempt has its own. Calls of records without a trace pass as they are.
 * Thread-safe.
 *
 * <p>Why it is so: {@code docs/adr/0024-traces-are-made-by-hand.md}.
 */
public final class TracedClient implements ModelClient {

    private final ModelClient delegate;
    private final CallSpans spans;

    /** Makes spans of the attempts of {@code delegate}, which makes one for each call. */
    public TracedClient(ModelClient delegate, CallSpans spans) {
        this.delegate = delegate;
        this.spans = spans;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the caller has the reply itself
    public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
        CallTrace trace = context.trace();
        if (trace == null) {
            return delegate.call(call, context);
        }
        CallSpans.Target target = spans.target(call);
        Span span = trace.begin(target.name(), SpanKind.CLIENT, target.attributes());
        spans.begun(span, trace);
        CompletableFuture<Reply> reply;
        try {
            reply = delegate.call(call, carrying(span, trace, context));
        } catch (RuntimeException | Error e) {
            end(span, null, e);
            throw e;
        }
        reply.whenComplete((answer, thrown) -> end(span, answer, thrown));
        return reply;
    }

    private static CallContext carrying(Span span, CallTrace trace, CallContext context) {
        HeaderArrays headers =
                trace.tracing().carrying(span, new HeaderArrays(context.names(), context.values()));
        return context.withHeaders(headers.names(), headers.values());
    }

    /** Never throws: the call goes on without it. */
    private void end(Span span, @Nullable Reply answer, @Nullable Throwable thrown) {
        if (answer instanceof Reply.Answered) {
            spans.answered(span);
        } else if (answer instanceof Reply.Refused refused) {
            String kind = refused.kind().label();
            spans.refused(span, refused.failure().status(), kind);
        } else if (thrown != null) {
            spans.refused(span, null, thrown.getClass().getName());
        }
        span.end();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
