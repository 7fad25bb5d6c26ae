// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.retry.RateLimitedLog;
import io.leat.job.JobLoader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.secrets.SecretReader;
import io.leat.testing.log.LogLines;
import io.leat.testing.net.FreePorts;
import io.leat.testing.otlp.OtlpReceiver;
import io.leat.testing.otlp.ReceivedSpan;
import io.leat.tracing.CallTrace;
import io.leat.tracing.HeaderArrays;
import io.opentelemetry.api.common.Attributes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spans on their way to a receiver: with its headers, packed, counted, and by one SDK for a job.
 */
class JobTracingTest {

    private static final HeaderArrays NO_HEADERS = new HeaderArrays(new String[0], new byte[0][]);

    private static final String DEPLOYMENT =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: iris, namespace: lab}
            spec:
              serverType: kafka
              predictors:
              - name: main
                graph: {name: m, type: MODEL, endpoint: {service_host: h, service_port: 1}}
                componentSpecs: [{spec: {containers: [{name: m, image: 'x:1'}]}}]
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: 'h:1'}
                  - {name: KAFKA_INPUT_TOPIC, value: in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out}
            """;

    private static InferenceJob job(String... variables) throws ConfigurationException {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return JobLoader.load(
                PredictorSelection.fromText(DEPLOYMENT, "d.yaml", null),
                new JobArguments(Map.of()),
                environment,
                Map.of());
    }

    private static SecretReader secrets(String headers) {
        return new SecretReader(name -> name.equals("OTEL_EXPORTER_OTLP_HEADERS") ? headers : null);
    }

    private static void span(JobTracing opened) {
        CallTrace trace = opened.tracing().process("process in", Attributes.empty(), NO_HEADERS);
        trace.span().end();
    }

    static Stream<OtlpReceiver> receivers() {
        return Stream.of(OtlpReceiver.http(), OtlpReceiver.grpc());
    }

    private static String protocol(OtlpReceiver receiver) {
        return receiver.isGrpc() ? "grpc" : "http/protobuf";
    }

    @ParameterizedTest
    @MethodSource("receivers")
    void sendsSpansWithHeadersAndPacked(OtlpReceiver receiver) throws Exception {
        InferenceJob job =
                job(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        receiver.endpoint(),
                        "OTEL_EXPORTER_OTLP_PROTOCOL",
                        protocol(receiver),
                        "OTEL_EXPORTER_OTLP_COMPRESSION",
                        "gzip",
                        "OTEL_BSP_SCHEDULE_DELAY",
                        "10",
                        "OTEL_EXPORTER_OTLP_HEADERS",
                        "stated",
                        "OTEL_RESOURCE_ATTRIBUTES",
                        "team=a");
        try (receiver) {
            JobTracing opened =
                    JobTracing.open("headers", job, secrets("authorization=Bearer%20t"));
            span(opened);

            ReceivedSpan received = receiver.atLeast(1).get(0);

            assertThat(received.resource())
                    .containsEntry("service.name", "leat.iris.main")
                    .containsEntry("leat.group", "main.iris.lab")
                    .containsEntry("team", "a");
            assertThat(receiver.headers()).containsEntry("authorization", "Bearer t");
            opened.close();
        }
    }

    @Test
    void sendsWhatWaitsAtItsEnd() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.http()) {
            JobTracing opened =
                    JobTracing.open(
                            "end",
                            job("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()),
                            SecretReader.HERE);
            span(opened);

            opened.close();

            assertThat(receiver.atLeast(1)).hasSize(1);
        }
    }

    @Test
    void countsWhatIsTakenAndShowsItInOneSubtask() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.http()) {
            InferenceJob job =
                    job(
                            "OTEL_EXPORTER_OTLP_ENDPOINT",
                            receiver.endpoint(),
                            "OTEL_BSP_SCHEDULE_DELAY",
                            "10");
            try (JobTracing second = two(job)) {
                span(second);
                receiver.atLeast(1);

                Awaitility.await().until(() -> second.exported() == 1); // the first has gone
                assertThat(second.dropped()).isZero();
            }
        }
    }

    /** The second of two, after the first is closed. */
    private static JobTracing two(InferenceJob job) {
        JobTracing first = JobTracing.open("shared", job, SecretReader.HERE);
        JobTracing second = JobTracing.open("shared", job, SecretReader.HERE);
        assertThat(second.tracing()).isSameAs(first.tracing());
        first.close();
        return second;
    }

    @Test
    void dropsAndCountsWhatDoesNotFitAndWhatIsNotTaken() throws Exception {
        String endpoint = "http://localhost:" + FreePorts.free();
        InferenceJob job =
                job(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        endpoint,
                        "OTEL_EXPORTER_OTLP_HEADERS",
                        "stated",
                        "OTEL_BSP_MAX_QUEUE_SIZE",
                        "8");
        try (LogLines log = LogLines.of(RateLimitedLog.class)) {
            JobTracing opened = JobTracing.open("away", job, secrets("authorization=planted"));
            for (int i = 0; i < 100; i++) {
                span(opened);
            }
            assertThat(opened.dropped()).isBetween(1L, 92L);
            assertThat(opened.exported()).isZero();
            opened.close();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(log.seen())
                                            .anyMatch(line -> line.contains("takes no spans")));
            assertThat(log.seen()).noneMatch(line -> line.contains("planted"));
        }
    }

    @Test
    void makesNoneWhereHeadersCannotBeHadAndSaysSo() throws Exception {
        InferenceJob job =
                job(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://localhost:4318",
                        "OTEL_EXPORTER_OTLP_HEADERS",
                        "stated");
        try (LogLines log = LogLines.of(JobTracing.class)) {
            assertThat(JobTracing.open("a", job, new SecretReader(name -> null))).isNull();
            assertThat(JobTracing.open("b", job, secrets("planted header"))).isNull();

            assertThat(log.seen())
                    .hasSize(2)
                    .allMatch(line -> line.contains("OTEL_EXPORTER_OTLP_HEADERS"))
                    .noneMatch(line -> line.contains("planted"));
        }
    }

    @Test
    void areNoneWhereNoneAreStated() throws Exception {
        assertThat(JobTracing.open("none", job(), SecretReader.HERE)).isNull();
    }

    @Test
    void namesTheServiceAfterTheDeploymentOrTheStatedGroup() throws Exception {
        assertThat(TraceResource.service(job())).isEqualTo("leat.iris.main");
        assertThat(TraceResource.service(job("LEAT_GROUP", "g"))).isEqualTo("leat.g");
    }

    @Test
    void linksACallToEachOfItsRecordsAndKeepsItIfOneIsKept() throws Exception {
        InferenceJob job = job("OTEL_TRACES_EXPORTER", "otlp");
        try (JobTracing opened = JobTracing.open("links", job, SecretReader.HERE)) {
            CallTrace kept = opened.tracing().process("a", Attributes.empty(), NO_HEADERS);
            CallTrace left =
                    opened.tracing()
                            .process(
                                    "b",
                                    Attributes.empty(),
                                    new HeaderArrays(
                                            new String[] {"traceparent"},
                                            new byte[][] {
                                                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
                                                        .getBytes(StandardCharsets.UTF_8)
                                            }));

            assertThat(CallTrace.together(List.of(left, kept)).links())
                    .containsExactly(left.span().getSpanContext(), kept.span().getSpanContext());
            assertThat(CallTrace.together(List.of(left, kept)).span().getSpanContext().isValid())
                    .isFalse();
            assertThat(CallTrace.together(List.of(left)).span()).isSameAs(left.span());
        }
    }
}
