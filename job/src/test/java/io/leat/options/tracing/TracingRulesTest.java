// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.catalog.SecretOption;
import io.leat.options.catalog.TracingOptions.OtlpProtocol;
import io.leat.options.catalog.TracingOptions.TraceParent;
import io.leat.options.catalog.TracingOptions.TracePropagator;
import io.leat.options.catalog.TracingOptions.TraceSampler;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When traces are made, and what is wrong with what is stated of them. */
class TracingRulesTest {

    private final Map<String, String> environment = new HashMap<>();
    private OptionReader reader = new OptionReader(List.of());

    private @Nullable TracingSettings read(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        reader = new OptionReader(List.of(OptionSource.environment(environment)));
        return TracingRules.read(reader, this::secret);
    }

    private @Nullable SecretReference secret(SecretOption option) {
        return reader.find(option.text()) == null
                ? null
                : new SecretReference(Source.ENVIRONMENT, option.text().env());
    }

    @Test
    void makesNoneUnlessAnExporterOrItsEndpointIsStated() {
        assertThat(read("OTEL_SERVICE_NAME", "s", "OTEL_TRACES_SAMPLER", "always_on")).isNull();
        assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_TRACES_EXPORTER, otlp",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://c:4318",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, http://c:4318/v1/traces"
    })
    void makesThemOnceOneIsStated(String name, String value) {
        assertThat(read(name, value)).isNotNull();
        assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OTEL_SDK_DISABLED, true", "OTEL_TRACES_EXPORTER, none"})
    void makesNoneWhereTheyAreTurnedOff(String name, String value) {
        assertThat(read("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318", name, value)).isNull();
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void hasTheDefaultsOfTheSpecification() {
        assertThat(read("OTEL_TRACES_EXPORTER", "otlp"))
                .isEqualTo(
                        new TracingSettings(
                                new TracingSettings.Receiver(
                                        OtlpProtocol.HTTP_PROTOBUF,
                                        "http://localhost:4318/v1/traces",
                                        null,
                                        Duration.ofSeconds(10),
                                        false,
                                        null,
                                        null,
                                        null),
                                new TracingSettings.Sending(
                                        Duration.ofSeconds(5), Duration.ofSeconds(30), 2048, 512),
                                Map.of(),
                                TraceSampler.PARENTBASED_ALWAYS_ON,
                                1,
                                List.of(TracePropagator.TRACECONTEXT, TracePropagator.BAGGAGE),
                                TraceParent.PARENT,
                                100_000));
    }

    @Test
    void takesEveryOptionFromItsPlace() {
        assertThat(
                        read(
                                "OTEL_EXPORTER_OTLP_ENDPOINT", "https://c:4317",
                                "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                                "OTEL_EXPORTER_OTLP_HEADERS", "k=v",
                                "OTEL_EXPORTER_OTLP_TIMEOUT", "1500",
                                "OTEL_EXPORTER_OTLP_COMPRESSION", "gzip",
                                "OTEL_EXPORTER_OTLP_CERTIFICATE", "/ca.pem",
                                "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "/c.pem",
                                "OTEL_EXPORTER_OTLP_CLIENT_KEY", "/k.pem",
                                "OTEL_SERVICE_NAME", "mine",
                                "OTEL_RESOURCE_ATTRIBUTES", "service.name=other,team=a%20b",
                                "OTEL_TRACES_SAMPLER", "parentbased_traceidratio",
                                "OTEL_TRACES_SAMPLER_ARG", "0.25",
                                "OTEL_PROPAGATORS", "b3, tracecontext",
                                "OTEL_BSP_SCHEDULE_DELAY", "100",
                                "OTEL_BSP_EXPORT_TIMEOUT", "200",
                                "OTEL_BSP_MAX_QUEUE_SIZE", "64",
                                "OTEL_SPAN_LINK_COUNT_LIMIT", "7",
                                "LEAT_TRACE_PARENT", "link"))
                .isEqualTo(
                        new TracingSettings(
                                new TracingSettings.Receiver(
                                        OtlpProtocol.GRPC,
                                        "https://c:4317",
                                        new SecretReference(
                                                Source.ENVIRONMENT, "OTEL_EXPORTER_OTLP_HEADERS"),
                                        Duration.ofMillis(1500),
                                        true,
                                        new SecretReference(Source.FILE, "/ca.pem"),
                                        new SecretReference(Source.FILE, "/c.pem"),
                                        new SecretReference(Source.FILE, "/k.pem")),
                                new TracingSettings.Sending(
                                        Duration.ofMillis(100), Duration.ofMillis(200), 64, 64),
                                Map.of("service.name", "mine", "team", "a b"),
                                TraceSampler.PARENTBASED_TRACEIDRATIO,
                                0.25,
                                List.of(TracePropagator.TRACECONTEXT, TracePropagator.B3),
                                TraceParent.LINK,
                                7));
    }

    @Test
    void prefersWhatIsStatedForTracesAlone() {
        TracingSettings.Receiver receiver =
                read(
                                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://all:4318",
                                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:4318/here",
                                "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                                "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf",
                                "OTEL_EXPORTER_OTLP_HEADERS", "a=b",
                                "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "c=d")
                        .receiver();

        assertThat(receiver.endpoint()).isEqualTo("http://traces:4318/here");
        assertThat(receiver.protocol()).isEqualTo(OtlpProtocol.HTTP_PROTOBUF);
        assertThat(receiver.headers().text()).isEqualTo("OTEL_EXPORTER_OTLP_TRACES_HEADERS");
    }

    @ParameterizedTest
    @CsvSource({
        "http://c:4318, http://c:4318/v1/traces",
        "http://c:4318/, http://c:4318/v1/traces",
        "https://c/otlp, https://c/otlp/v1/traces"
    })
    void putsTheSpecificationsPathBehindTheEndpointOfAllSignals(String stated, String url) {
        assertThat(read("OTEL_EXPORTER_OTLP_ENDPOINT", stated).receiver().endpoint())
                .isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "collector:4318",
        "collector",
        "ftp://collector:4318",
        "http://",
        "http://my host:4318",
        "http://c:4318?key=k"
    })
    void namesAnEndpointThatIsNone(String stated) {
        assertThat(read("OTEL_EXPORTER_OTLP_ENDPOINT", stated)).isNull();
        assertThat(reader.problems())
                .containsExactly(
                        ("OTEL_EXPORTER_OTLP_ENDPOINT: \"%s\" (expected: an address with its scheme,"
                                        + " such as http://collector:4318, without user and password)")
                                .formatted(stated));
    }

    @Test
    void showsNoPasswordOfAnEndpoint() {
        read("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:planted@c:4318");

        assertThat(reader.problems())
                .singleElement()
                .asString()
                .contains("\"…@c:4318\"")
                .doesNotContain("planted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTEL_TRACES_EXPORTER | zipkin | environment OTEL_TRACES_EXPORTER: \"zipkin\" (expected: otlp or none)",
                "OTEL_EXPORTER_OTLP_PROTOCOL | http/json | environment OTEL_EXPORTER_OTLP_PROTOCOL: \"http/json\" (expected: grpc or http/protobuf)",
                "OTEL_TRACES_SAMPLER | always | environment OTEL_TRACES_SAMPLER: \"always\" (expected: always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off or parentbased_traceidratio)",
                "OTEL_TRACES_SAMPLER_ARG | 2 | environment OTEL_TRACES_SAMPLER_ARG: \"2\" (expected: a number from 0 to 1)",
                "OTEL_PROPAGATORS | w3c | environment OTEL_PROPAGATORS: \"w3c\" (expected: tracecontext, baggage, b3, b3multi, jaeger or none, several separated by commas)",
                "OTEL_RESOURCE_ATTRIBUTES | a=b,c | OTEL_RESOURCE_ATTRIBUTES: \"c\" (expected: NAME=VALUE, several separated by commas)",
                "OTEL_BSP_MAX_QUEUE_SIZE | none | environment OTEL_BSP_MAX_QUEUE_SIZE: \"none\" (expected: a whole number from 1 to 1000000)",
                "OTEL_BSP_MAX_EXPORT_BATCH_SIZE | 4096 | OTEL_BSP_MAX_EXPORT_BATCH_SIZE is 4096 and OTEL_BSP_MAX_QUEUE_SIZE is 2048 (its default) (expected: at most that)",
                "OTEL_EXPORTER_OTLP_CLIENT_KEY | /k.pem | OTEL_EXPORTER_OTLP_CLIENT_KEY is stated without OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE (expected: both, or neither)"
            })
    void namesWhatIsWrong(String name, String value, String problem) {
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318");
        read(name, value);

        assertThat(reader.problems()).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource({"http/protobuf, 4317, gRPC", "grpc, 4318, HTTP"})
    void warnsOfThePortOfTheOtherProtocol(String protocol, int port, String other) {
        read(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://c:" + port,
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                protocol);

        assertThat(reader.problems()).isEmpty();
        assertThat(reader.warnings())
                .containsExactly(
                        "OTEL_EXPORTER_OTLP_ENDPOINT has port %d, on which receivers usually take %s, and spans are sent by %s; OTEL_EXPORTER_OTLP_PROTOCOL states another"
                                .formatted(port, other, protocol));
    }
}
