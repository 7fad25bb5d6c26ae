// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import io.leat.client.ErrorMessages;
import io.leat.client.retry.RateLimitedLog;
import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Counts the spans that a receiver takes and those it does not, and says now and then why. Takes
 * the place of the SDK's own log, whose lines repeat what a server says. Thread-safe.
 */
final class CountedExporter implements SpanExporter {

    private static final String RECEIVER = "receiver";

    private final SpanExporter delegate;
    private final SpanCounts counts;
    private final String endpoint;
    private final RateLimitedLog log =
            new RateLimitedLog(System::nanoTime, Duration.ofMinutes(5), Duration.ofMinutes(1));

    /**
     * Of one receiver.
     *
     * @param endpoint its address, for the log
     */
    CountedExporter(SpanExporter delegate, SpanCounts counts, String endpoint) {
        this.delegate = delegate;
        this.counts = counts;
        this.endpoint = endpoint;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int size = spans.size();
        counts.leave(size);
        CompletableResultCode result;
        try {
            result = delegate.export(spans);
        } catch (RuntimeException e) {
            result = CompletableResultCode.ofExceptionalFailure(e);
        }
        CompletableResultCode ended = result;
        return result.whenComplete(() -> ended(ended, size));
    }

    private void ended(CompletableResultCode result, int spans) {
        if (result.isSuccess()) {
            counts.exported(spans);
            log.over(RECEIVER, () -> "traces: %s takes spans again".formatted(endpoint));
            return;
        }
        counts.dropped(spans);
        String reason = reason(result.getFailureThrowable());
        log.warn(
                RECEIVER,
                reason,
                lasting ->
                        "traces: %s takes no spans (%s): %d dropped so far; records are not affected"
                                .formatted(endpoint, reason, counts.dropped()));
    }

    /** Without what a server has said: only of what kind it is. */
    private static String reason(@Nullable Throwable thrown) {
        if (thrown instanceof FailedExportException.HttpExportException http
                && http.getResponse() != null) {
            return "HTTP status " + http.getResponse().getStatusCode();
        }
        if (thrown instanceof FailedExportException.GrpcExportException grpc
                && grpc.getResponse() != null) {
            return "gRPC status " + grpc.getResponse().getStatusCode();
        }
        return thrown == null
                ? "no reason is stated"
                : ErrorMessages.root(thrown).getClass().getSimpleName();
    }

    @Override
    public CompletableResultCode flush() {
        return delegate.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return delegate.shutdown();
    }
}
