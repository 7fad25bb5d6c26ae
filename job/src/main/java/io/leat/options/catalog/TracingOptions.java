// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionType;
import io.leat.protocol.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of traces: those of OpenTelemetry's specification under its own names, as far as they
 * are about spans, and one of Leat's. Off unless an exporter or its endpoint is stated.
 */
public final class TracingOptions {

    /** What becomes of the context that a record brings. */
    public enum TraceParent {
        PARENT,
        LINK
    }

    /** How spans are sent. */
    public enum OtlpProtocol {
        GRPC("grpc"),
        HTTP_PROTOBUF("http/protobuf");

        private final String wire;

        OtlpProtocol(String wire) {
            this.wire = wire;
        }

        /** As the option states it. */
        public String wire() {
            return wire;
        }
    }

    /** Where spans go. */
    public enum TracesExporter {
        OTLP,
        NONE
    }

    /** How a batch is packed on its way. */
    public enum OtlpCompression {
        GZIP,
        NONE
    }

    /** Which spans are kept; constants as OpenTelemetry writes them, in lower case. */
    public enum TraceSampler {
        ALWAYS_ON,
        ALWAYS_OFF,
        TRACEIDRATIO,
        PARENTBASED_ALWAYS_ON,
        PARENTBASED_ALWAYS_OFF,
        PARENTBASED_TRACEIDRATIO
    }

    /** How contexts stand in headers. */
    public enum TracePropagator {
        TRACECONTEXT,
        BAGGAGE,
        B3,
        B3MULTI,
        JAEGER,
        NONE
    }

    /**
     * An option of the exporter: for all signals, or for traces alone, which wins.
     *
     * @param ofTraces its name has {@code TRACES} in it
     */
    public record Exporting<T>(Option<T> ofAll, Option<T> ofTraces) {

        private static <T> Exporting<T> of(
                String name, OptionType<T> type, String note, String description) {
            return new Exporting<>(
                    derived("OTEL_EXPORTER_OTLP_" + name, type, note, description),
                    derived(
                            "OTEL_EXPORTER_OTLP_TRACES_" + name,
                            type,
                            "that of `OTEL_EXPORTER_OTLP_" + name + "`",
                            "The same for traces alone."));
        }

        Stream<Option<?>> all() {
            return Stream.of(ofAll, ofTraces);
        }
    }

    /** Whether to trace nothing, whatever else is stated. */
    public static final Option<Boolean> DISABLED =
            derived(
                    "OTEL_SDK_DISABLED",
                    OptionType.BOOLEAN,
                    "false",
                    "Turns traces off, whatever else is stated.");

    public static final Option<TracesExporter> EXPORTER =
            derived(
                    "OTEL_TRACES_EXPORTER",
                    OptionType.oneOf(TracesExporter.class),
                    "`otlp` where an endpoint is stated, else none: no traces",
                    "Where spans go. Traces are made once this is `otlp` or an endpoint is stated.");

    public static final Exporting<String> ENDPOINT =
            Exporting.of(
                    "ENDPOINT",
                    OptionType.TEXT,
                    "`http://localhost:4318`, or `http://localhost:4317` with `grpc`",
                    "The receiver's address with its scheme, which says whether there is TLS. Over"
                            + " HTTP, `/v1/traces` is put behind it; what is stated for traces alone"
                            + " is taken as it is.");

    public static final Exporting<OtlpProtocol> PROTOCOL =
            Exporting.of(
                    "PROTOCOL",
                    words(OtlpProtocol.values(), OtlpProtocol::wire),
                    "`http/protobuf`",
                    "How spans are sent.");

    /** Secrets: they may hold a key of the receiver's. */
    public static final SecretOption HEADERS = headers("OTEL_EXPORTER_OTLP_HEADERS");

    public static final SecretOption TRACES_HEADERS = headers("OTEL_EXPORTER_OTLP_TRACES_HEADERS");

    public static final Exporting<Duration> TIMEOUT =
            Exporting.of(
                    "TIMEOUT", OptionType.DURATION, "10s", "The longest that sending may take.");

    public static final Exporting<OtlpCompression> COMPRESSION =
            Exporting.of(
                    "COMPRESSION",
                    OptionType.oneOf(OtlpCompression.class),
                    "none",
                    "How spans are packed on their way.");

    public static final Exporting<String> CERTIFICATE =
            Exporting.of(
                    "CERTIFICATE",
                    OptionType.FILE,
                    "those of the JDK",
                    "A file with the certificates, in PEM, that the receiver's is checked against;"
                            + " on every TaskManager, as the two below.");

    public static final Exporting<String> CLIENT_CERTIFICATE =
            Exporting.of(
                    "CLIENT_CERTIFICATE",
                    OptionType.FILE,
                    "none",
                    "A file with the client's certificate and its chain, in PEM.");

    public static final Exporting<String> CLIENT_KEY =
            Exporting.of(
                    "CLIENT_KEY",
                    OptionType.FILE,
                    "none",
                    "A file with the key of that certificate, in PEM.");

    public static final Option<String> SERVICE_NAME =
            derived(
                    "OTEL_SERVICE_NAME",
                    OptionType.TEXT,
                    "`leat.DEPLOYMENT.PREDICTOR`; of several predictors `leat.DEPLOYMENT`",
                    "The resource attribute `service.name` of every span.");

    public static final Option<String> RESOURCE_ATTRIBUTES =
            derived(
                    "OTEL_RESOURCE_ATTRIBUTES",
                    OptionType.TEXT,
                    "none",
                    "Further attributes of the resource, `NAME=VALUE`, several separated by commas.");

    public static final Option<TraceSampler> SAMPLER =
            derived(
                    "OTEL_TRACES_SAMPLER",
                    words(TraceSampler.values(), TracingOptions::wire),
                    "`parentbased_always_on`",
                    "Which spans are kept.");

    public static final Option<Double> SAMPLER_ARG =
            derived(
                    "OTEL_TRACES_SAMPLER_ARG",
                    new OptionType<>("a number from 0 to 1", TracingOptions::ratioOrNull),
                    "1",
                    "The share of traces that samplers with `traceidratio` keep.");

    public static final Option<Set<TracePropagator>> PROPAGATORS =
            derived(
                    "OTEL_PROPAGATORS",
                    new OptionType<>(
                            expected(TracePropagator.values(), TracingOptions::wire)
                                    + ", several separated by commas",
                            TracingOptions::propagatorsOrNull),
                    "`tracecontext,baggage`",
                    "In which headers a record brings its context, and calls and results take one"
                            + " along. `baggage` passes as every header does, stated or not.");

    public static final Option<Duration> SCHEDULE_DELAY =
            derived(
                    "OTEL_BSP_SCHEDULE_DELAY",
                    OptionType.DURATION,
                    "5s",
                    "The longest from one sending of spans to the next.");

    public static final Option<Duration> EXPORT_TIMEOUT =
            derived(
                    "OTEL_BSP_EXPORT_TIMEOUT",
                    OptionType.DURATION,
                    "30s",
                    "The longest that a sending may take with all that is repeated.");

    public static final Option<Integer> MAX_QUEUE_SIZE =
            derived(
                    "OTEL_BSP_MAX_QUEUE_SIZE",
                    OptionType.intBetween(1, 1_000_000),
                    "2048",
                    "The most spans of a TaskManager that wait to be sent; more are dropped and"
                            + " counted.");

    public static final Option<Integer> MAX_EXPORT_BATCH_SIZE =
            derived(
                    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
                    OptionType.intBetween(1, 1_000_000),
                    "512",
                    "The most spans of one sending; at most those that may wait.");

    public static final Option<Integer> LINKS =
            derived(
                    "OTEL_SPAN_LINK_COUNT_LIMIT",
                    OptionType.intBetween(1, 100_000),
                    "as many as a batch has records",
                    "The most links of one span.");

    public static final Option<TraceParent> TRACE_PARENT =
            derived(
                            "LEAT_TRACE_PARENT",
                            OptionType.oneOf(TraceParent.class),
                            "parent",
                            "What becomes of the context that a record brings: the `parent` of the"
                                    + " record's span, or a `link` of a trace that begins here.")
                    .withAnnotation(Transport.REST, "leat.io/trace-parent")
                    .withAnnotation(Transport.GRPC, "leat.io/trace-parent");

    /** All of them, in the order of the documentation. */
    public static final List<Option<?>> ALL =
            Stream.of(
                            Stream.of(EXPORTER),
                            ENDPOINT.all(),
                            PROTOCOL.all(),
                            Stream.of(
                                    HEADERS.text(),
                                    HEADERS.file(),
                                    TRACES_HEADERS.text(),
                                    TRACES_HEADERS.file()),
                            TIMEOUT.all(),
                            COMPRESSION.all(),
                            CERTIFICATE.all(),
                            CLIENT_CERTIFICATE.all(),
                            CLIENT_KEY.all(),
                            Stream.of(
                                    SERVICE_NAME,
                                    RESOURCE_ATTRIBUTES,
                                    SAMPLER,
                                    SAMPLER_ARG,
                                    PROPAGATORS,
                                    TRACE_PARENT,
                                    SCHEDULE_DELAY,
                                    EXPORT_TIMEOUT,
                                    MAX_QUEUE_SIZE,
                                    MAX_EXPORT_BATCH_SIZE,
                                    LINKS,
                                    DISABLED))
                    .<Option<?>>flatMap(each -> each)
                    .toList();

    private TracingOptions() {}

    /** The flag of a variable is its name in lower case with dashes, without Leat's prefix. */
    private static <T> Option<T> derived(
            String env, OptionType<T> type, String note, String description) {
        return Option.derived(flag(env), env, type, note, description);
    }

    private static String flag(String env) {
        String name = env.startsWith("LEAT_") ? env.substring("LEAT_".length()) : env;
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static SecretOption headers(String env) {
        return SecretOption.of(
                env,
                flag(env) + "-file",
                OptionType.SECRET,
                "Headers that are sent along, `NAME=VALUE`, several separated by commas; values"
                        + " percent-encoded.");
    }

    /** As OpenTelemetry writes a constant. */
    public static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E> String expected(E[] constants, Function<E, String> wire) {
        List<String> words = Arrays.stream(constants).map(wire).toList();
        return String.join(", ", words.subList(0, words.size() - 1))
                + " or "
                + words.get(words.size() - 1);
    }

    private static <E> OptionType<E> words(E[] constants, Function<E, String> wire) {
        return new OptionType<>(
                expected(constants, wire), text -> constantOrNull(constants, wire, text));
    }

    private static <E> @Nullable E constantOrNull(
            E[] constants, Function<E, String> wire, String text) {
        return Arrays.stream(constants)
                .filter(constant -> wire.apply(constant).equalsIgnoreCase(text.trim()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Set<TracePropagator> propagatorsOrNull(String text) {
        Set<TracePropagator> stated = new LinkedHashSet<>();
        for (String word : text.split(",", -1)) {
            TracePropagator one =
                    constantOrNull(TracePropagator.values(), TracingOptions::wire, word);
            if (one == null) {
                return null;
            }
            stated.add(one);
        }
        return stated;
    }

    private static @Nullable Double ratioOrNull(String text) {
        try {
            double ratio = Double.parseDouble(text);
            return ratio >= 0 && ratio <= 1 ? ratio : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
