// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import io.leat.options.tracing.TracingSettings;
import io.leat.secrets.SecretReader;
import io.leat.secrets.SecretReference;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds what sends spans to a receiver. */
final class SpanExporters {

    private SpanExporters() {}

    /**
     * Connects to nothing yet.
     *
     * @throws io.leat.secrets.SecretException if headers, certificates or the key cannot be had
     * @throws IllegalArgumentException if they are no such; without their text
     */
    static SpanExporter open(TracingSettings.Receiver receiver, SecretReader secrets) {
        Map<String, String> headers = OtlpHeaders.read(text(receiver.headers(), secrets));
        String trusted = text(receiver.certificate(), secrets);
        String certificate = text(receiver.clientCertificate(), secrets);
        String key = text(receiver.clientKey(), secrets);
        return switch (receiver.protocol()) {
            case GRPC -> grpc(receiver, headers, new GrpcSpanSender.Pem(trusted, certificate, key));
            case HTTP_PROTOBUF -> http(receiver, headers, trusted, certificate, key);
        };
    }

    private static @Nullable String text(
            @Nullable SecretReference reference, SecretReader secrets) {
        return reference == null ? null : secrets.read(reference);
    }

    private static SpanExporter grpc(
            TracingSettings.Receiver receiver,
            Map<String, String> headers,
            GrpcSpanSender.Pem pem) {
        return OtlpGrpcSpanExporter.builder()
                .setEndpoint(receiver.endpoint())
                .setTimeout(receiver.timeout())
                .setCompression(receiver.gzip() ? "gzip" : "none")
                .setHeaders(() -> headers)
                .setComponentLoader(only(config -> GrpcSpanSender.open(config, pem)))
                .build();
    }

    /** Whatever else the class path may offer is not asked. */
    private static ComponentLoader only(GrpcSenderProvider sender) {
        return new ComponentLoader() {
            @Override
            public <T> Iterable<T> load(Class<T> type) {
                return type == GrpcSenderProvider.class ? List.of(type.cast(sender)) : List.of();
            }
        };
    }

    private static SpanExporter http(
            TracingSettings.Receiver receiver,
            Map<String, String> headers,
            @Nullable String trusted,
            @Nullable String certificate,
            @Nullable String key) {
        OtlpHttpSpanExporterBuilder builder =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(receiver.endpoint())
                        .setTimeout(receiver.timeout())
                        .setConnectTimeout(receiver.timeout())
                        .setCompression(receiver.gzip() ? "gzip" : "none")
                        .setHeaders(() -> headers);
        if (trusted != null) {
            builder.setTrustedCertificates(bytes(trusted));
        }
        if (certificate != null && key != null) {
            builder.setClientTls(bytes(key), bytes(certificate));
        }
        return builder.build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
