// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import io.leat.job.plan.InferenceJob;
import io.leat.options.catalog.TracingOptions.TraceParent;
import io.leat.options.tracing.TracingSettings;
import io.leat.secrets.SecretReader;
import io.leat.tracing.Tracing;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * OpenTelemetry's SDK as far as spans need it, put together by hand; nothing of it is global. Why:
 * {@code docs/adr/0024-traces-are-made-by-hand.md}.
 */
final class SpanSdk {

    /** That a task may take longer to end, so that its last spans are sent. */
    private static final long MAX_CLOSE_MILLIS = 3_000;

    /**
     * The SDK's own log, which is the JDK's and so Flink's standard error: a receiver that is away
     * would fill it, and what a server says would stand in it. {@link CountedExporter} logs
     * instead. Held, as a logger that nothing holds forgets its level.
     */
    private static final List<Logger> SILENT =
            List.of(
                    Logger.getLogger("io.opentelemetry.exporter"),
                    Logger.getLogger("io.opentelemetry.sdk.trace.export"));

    private final SdkTracerProvider provider;
    private final SpanExporter exporter;
    private final SpanCounts counts;
    private final Tracing tracing;

    private SpanSdk(
            SdkTracerProvider provider, SpanExporter exporter, SpanCounts counts, Tracing tracing) {
        this.provider = provider;
        this.exporter = exporter;
        this.counts = counts;
        this.tracing = tracing;
    }

    /**
     * Connects to nothing yet.
     *
     * @throws RuntimeException if what it takes cannot be had here; without a secret in its message
     */
    static SpanSdk open(InferenceJob job, TracingSettings settings, SecretReader secrets) {
        SILENT.forEach(logger -> logger.setLevel(Level.OFF));
        TracingSettings.Sending sending = settings.sending();
        SpanCounts counts = new SpanCounts(sending.queue());
        SpanExporter exporter = SpanExporters.open(settings.receiver(), secrets);
        BatchSpanProcessor queue =
                BatchSpanProcessor.builder(
                                new CountedExporter(
                                        exporter, counts, settings.receiver().endpoint()))
                        .setMaxQueueSize(sending.queue())
                        .setMaxExportBatchSize(sending.batch())
                        .setScheduleDelay(sending.delay())
                        .setExporterTimeout(sending.timeout())
                        .build();
        SdkTracerProvider provider =
                SdkTracerProvider.builder()
                        .addSpanProcessor(new CountedProcessor(queue, counts))
                        .setResource(TraceResource.of(job, settings.resource()))
                        .setSampler(sampler(settings))
                        .setSpanLimits(
                                SpanLimits.builder().setMaxNumberOfLinks(settings.links()).build())
                        .build();
        Tracing tracing =
                new Tracing(
                        provider.get("io.leat"),
                        Propagators.of(settings.propagators()),
                        Propagators.headers(settings.propagators()),
                        settings.parent() == TraceParent.LINK);
        return new SpanSdk(provider, exporter, counts, tracing);
    }

    private static Sampler sampler(TracingSettings settings) {
        Sampler ratio = Sampler.traceIdRatioBased(settings.ratio());
        return switch (settings.sampler()) {
            case ALWAYS_ON -> Sampler.alwaysOn();
            case ALWAYS_OFF -> Sampler.alwaysOff();
            case TRACEIDRATIO -> ratio;
            case PARENTBASED_ALWAYS_ON -> Sampler.parentBased(Sampler.alwaysOn());
            case PARENTBASED_ALWAYS_OFF -> Sampler.parentBased(Sampler.alwaysOff());
            case PARENTBASED_TRACEIDRATIO -> Sampler.parentBased(ratio);
        };
    }

    SpanCounts counts() {
        return counts;
    }

    Tracing tracing() {
        return tracing;
    }

    /** Sends what waits, and gives it up after three seconds. */
    void close() {
        provider.shutdown().join(MAX_CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        exporter.shutdown();
    }
}
