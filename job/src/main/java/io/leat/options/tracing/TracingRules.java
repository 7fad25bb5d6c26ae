// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.tracing;

import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.catalog.SecretOption;
import io.leat.options.catalog.TracingOptions;
import io.leat.options.catalog.TracingOptions.Exporting;
import io.leat.options.catalog.TracingOptions.OtlpCompression;
import io.leat.options.catalog.TracingOptions.OtlpProtocol;
import io.leat.options.catalog.TracingOptions.TraceParent;
import io.leat.options.catalog.TracingOptions.TracePropagator;
import io.leat.options.catalog.TracingOptions.TraceSampler;
import io.leat.options.catalog.TracingOptions.TracesExporter;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of traces. What OpenTelemetry's SDK would find wrong when a task starts, or
 * never, is named before the job does; why its own reading is not used: {@code
 * docs/adr/0024-traces-are-made-by-hand.md}.
 */
public final class TracingRules {

    private static final int GRPC_PORT = 4317;
    private static final int HTTP_PORT = 4318;
    private static final String TRACES_PATH = "/v1/traces";
    private static final String EXPECTED_ENDPOINT =
            "an address with its scheme, such as http://collector:4318, without user and password";

    private final OptionReader reader;
    private final Function<SecretOption, @Nullable SecretReference> secrets;

    private TracingRules(
            OptionReader reader, Function<SecretOption, @Nullable SecretReference> secrets) {
        this.reader = reader;
        this.secrets = secrets;
    }

    /**
     * Null where no traces are made, or something is wrong, which the reader notes.
     *
     * @param secrets finds what is stated as text or as a file
     */
    public static @Nullable TracingSettings read(
            OptionReader reader, Function<SecretOption, @Nullable SecretReference> secrets) {
        TracingRules rules = new TracingRules(reader, secrets);
        return rules.isOn() ? rules.settings() : null;
    }

    private boolean isOn() {
        if (Objects.equals(reader.read(TracingOptions.DISABLED), true)) {
            return false;
        }
        if (reader.find(TracingOptions.EXPORTER) != null) {
            return reader.read(TracingOptions.EXPORTER) == TracesExporter.OTLP;
        }
        return stating(TracingOptions.ENDPOINT) != null;
    }

    private @Nullable TracingSettings settings() {
        TracingSettings.Receiver receiver = receiver();
        TracingSettings.Sending sending = sending();
        Map<String, String> resource = resource();
        TraceSampler sampler = or(TracingOptions.SAMPLER, TraceSampler.PARENTBASED_ALWAYS_ON);
        double ratio = or(TracingOptions.SAMPLER_ARG, 1.0);
        Set<TracePropagator> propagators =
                or(
                        TracingOptions.PROPAGATORS,
                        Set.of(TracePropagator.TRACECONTEXT, TracePropagator.BAGGAGE));
        TraceParent parent = or(TracingOptions.TRACE_PARENT, TraceParent.PARENT);
        int links = or(TracingOptions.LINKS, 100_000);
        if (receiver == null || sending == null || resource == null) {
            return null;
        }
        return new TracingSettings(
                receiver,
                sending,
                resource,
                sampler,
                ratio,
                propagators.stream().sorted().toList(),
                parent,
                links);
    }

    private <T> T or(Option<T> option, T fallback) {
        T stated = reader.read(option);
        return stated == null ? fallback : stated;
    }

    /** The option that counts: of traces alone, else of all signals; null where none is stated. */
    private <T> @Nullable Option<T> stating(Exporting<T> option) {
        if (reader.find(option.ofTraces()) != null) {
            return option.ofTraces();
        }
        return reader.find(option.ofAll()) != null ? option.ofAll() : null;
    }

    private <T> @Nullable T read(Exporting<T> option) {
        Option<T> stating = stating(option);
        return stating == null ? null : reader.read(stating);
    }

    private TracingSettings.@Nullable Receiver receiver() {
        OtlpProtocol stated = read(TracingOptions.PROTOCOL);
        OtlpProtocol protocol = stated == null ? OtlpProtocol.HTTP_PROTOBUF : stated;
        String endpoint = endpoint(protocol);
        SecretReference headers = headers();
        Duration timeout = read(TracingOptions.TIMEOUT);
        OtlpCompression compression = read(TracingOptions.COMPRESSION);
        SecretReference certificate = file(TracingOptions.CERTIFICATE);
        SecretReference client = file(TracingOptions.CLIENT_CERTIFICATE);
        SecretReference key = file(TracingOptions.CLIENT_KEY);
        if ((client == null) != (key == null)) {
            reader.problem(
                    "%s is stated without %s (expected: both, or neither)"
                            .formatted(
                                    name(
                                            client == null
                                                    ? TracingOptions.CLIENT_KEY
                                                    : TracingOptions.CLIENT_CERTIFICATE),
                                    name(
                                            client == null
                                                    ? TracingOptions.CLIENT_CERTIFICATE
                                                    : TracingOptions.CLIENT_KEY)));
        }
        return endpoint == null
                ? null
                : new TracingSettings.Receiver(
                        protocol,
                        endpoint,
                        headers,
                        timeout == null ? Duration.ofSeconds(10) : timeout,
                        compression == OtlpCompression.GZIP,
                        certificate,
                        client,
                        key);
    }

    private String name(Exporting<?> option) {
        Option<?> stating = stating(option);
        return reader.name(stating == null ? option.ofAll() : stating);
    }

    private @Nullable SecretReference headers() {
        return secrets.apply(
                isStated(TracingOptions.TRACES_HEADERS)
                        ? TracingOptions.TRACES_HEADERS
                        : TracingOptions.HEADERS);
    }

    private boolean isStated(SecretOption option) {
        return reader.find(option.text()) != null || reader.find(option.file()) != null;
    }

    private @Nullable SecretReference file(Exporting<String> option) {
        String path = read(option);
        return path == null ? null : new SecretReference(Source.FILE, path);
    }

    /** Null where it is wrong, which is noted, or not known yet. */
    private @Nullable String endpoint(OtlpProtocol protocol) {
        Option<String> stating = stating(TracingOptions.ENDPOINT);
        if (stating == null) {
            return protocol == OtlpProtocol.GRPC
                    ? "http://localhost:" + GRPC_PORT
                    : "http://localhost:" + HTTP_PORT + TRACES_PATH;
        }
        String stated = reader.read(stating);
        if (stated == null) {
            return null;
        }
        URI url = url(stated);
        if (url == null) {
            reader.problem(
                    "%s: \"%s\" (expected: %s)"
                            .formatted(reader.name(stating), shown(stated), EXPECTED_ENDPOINT),
                    stating);
            return null;
        }
        warnOfPort(protocol, url, stating);
        String base = stated.endsWith("/") ? stated.substring(0, stated.length() - 1) : stated;
        return switch (protocol) {
            case GRPC -> base;
            case HTTP_PROTOBUF ->
                    stating.equals(TracingOptions.ENDPOINT.ofAll()) ? base + TRACES_PATH : stated;
        };
    }

    /** A wrong one is shown without what may be a password. */
    private static String shown(String stated) {
        int at = stated.lastIndexOf('@');
        return at < 0 ? stated : "…" + stated.substring(at);
    }

    private static @Nullable URI url(String stated) {
        try {
            URI url = new URI(stated);
            boolean http =
                    "http".equalsIgnoreCase(url.getScheme())
                            || "https".equalsIgnoreCase(url.getScheme());
            return http
                            && url.getHost() != null
                            && url.getUserInfo() == null
                            && url.getQuery() == null
                            && url.getFragment() == null
                    ? url
                    : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The usual mistake: nothing is said about it when spans are sent but that it fails. */
    private void warnOfPort(OtlpProtocol protocol, URI url, Option<String> stating) {
        boolean swapped = url.getPort() == (protocol == OtlpProtocol.GRPC ? HTTP_PORT : GRPC_PORT);
        if (swapped) {
            reader.warn(
                    "%s has port %d, on which receivers usually take %s, and spans are sent by %s; OTEL_EXPORTER_OTLP_PROTOCOL states another"
                            .formatted(
                                    reader.name(stating),
                                    url.getPort(),
                                    protocol == OtlpProtocol.GRPC ? "HTTP" : "gRPC",
                                    protocol.wire()),
                    stating);
        }
    }

    private TracingSettings.@Nullable Sending sending() {
        Duration delay = or(TracingOptions.SCHEDULE_DELAY, Duration.ofSeconds(5));
        Duration timeout = or(TracingOptions.EXPORT_TIMEOUT, Duration.ofSeconds(30));
        int queue = or(TracingOptions.MAX_QUEUE_SIZE, 2048);
        boolean isStated = reader.find(TracingOptions.MAX_EXPORT_BATCH_SIZE) != null;
        int batch = or(TracingOptions.MAX_EXPORT_BATCH_SIZE, 512);
        if (isStated && batch > queue) {
            reader.problem(
                    "%s and %s (expected: at most that)"
                            .formatted(
                                    reader.says(TracingOptions.MAX_EXPORT_BATCH_SIZE, batch),
                                    reader.says(TracingOptions.MAX_QUEUE_SIZE, queue)),
                    TracingOptions.MAX_EXPORT_BATCH_SIZE,
                    TracingOptions.MAX_QUEUE_SIZE);
            return null;
        }
        return new TracingSettings.Sending(delay, timeout, queue, Math.min(batch, queue));
    }

    private @Nullable Map<String, String> resource() {
        Map<String, String> resource = new LinkedHashMap<>();
        String stated = reader.read(TracingOptions.RESOURCE_ATTRIBUTES);
        if (stated != null) {
            List<String> wrong = new ArrayList<>();
            for (String entry : stated.split(",", -1)) {
                int equals = entry.indexOf('=');
                if (equals > 0) {
                    resource.put(
                            entry.substring(0, equals).trim(),
                            decoded(entry.substring(equals + 1).trim()));
                } else if (!entry.isBlank()) {
                    wrong.add(entry.trim());
                }
            }
            if (!wrong.isEmpty()) {
                reader.problem(
                        "%s: \"%s\" (expected: NAME=VALUE, several separated by commas)"
                                .formatted(
                                        reader.name(TracingOptions.RESOURCE_ATTRIBUTES),
                                        wrong.get(0)),
                        TracingOptions.RESOURCE_ATTRIBUTES);
                return null;
            }
        }
        String service = reader.read(TracingOptions.SERVICE_NAME);
        if (service != null) {
            resource.put("service.name", service);
        }
        return resource;
    }

    /** A percent sign that begins no character stands for itself, and so does a plus. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
