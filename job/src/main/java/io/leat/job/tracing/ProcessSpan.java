// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import io.leat.client.CallContext;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.RecordContract;
import io.leat.tracing.CallTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Collection;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * The CONSUMER span of a record: from its beginning until there is a result. Stands before the
 * place that the result goes to, and tells the record's calls where their spans belong.
 *
 * <p>A record whose task is cancelled has none: it is processed again, with another span.
 */
final class ProcessSpan implements ResultFuture<InferenceResult>, CallContext.Source {

    private final InferenceRequest request;
    private final CallTrace trace;
    private final ResultFuture<InferenceResult> out;

    /** Of a record whose span has begun. */
    ProcessSpan(InferenceRequest request, CallTrace trace, ResultFuture<InferenceResult> out) {
        this.request = request;
        this.trace = trace;
        this.out = out;
    }

    @Override
    public String idempotencyKey() {
        return RecordContract.idempotencyKey(request);
    }

    @Override
    public CallTrace trace() {
        return trace;
    }

    @Override
    public void complete(Collection<InferenceResult> results) {
        out.complete(ended(results));
    }

    /** The results are made, and the span ends, when the task's thread asks for them. */
    @Override
    public void complete(CollectionSupplier<InferenceResult> results) {
        out.complete(() -> ended(results.get()));
    }

    @Override
    public void completeExceptionally(Throwable thrown) {
        Span span = trace.span();
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(RecordSpans.ERROR_TYPE, thrown.getClass().getName());
        span.end();
        out.completeExceptionally(thrown);
    }

    private Collection<InferenceResult> ended(Collection<InferenceResult> results) {
        Span span = trace.span();
        for (InferenceResult result : results) {
            if (result.logEvent) {
                continue; // written beside what becomes of the record, whose sending is the trace's
            }
            result.trace = trace;
            if (result.deadLetter) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute(RecordSpans.ERROR_TYPE, result.errorCode);
            }
        }
        span.end();
        return results;
    }
}
