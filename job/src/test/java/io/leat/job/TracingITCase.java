// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.job.RunningJob.Start;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.net.FreePorts;
import io.leat.testing.otlp.OtlpReceiver;
import io.leat.testing.otlp.ReceivedSpan;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A record's trace, from its producer's context through every attempt to the header of its result.
 */
class TracingITCase {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PRODUCER = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + PRODUCER + "-01";

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static TestJob traced(TestJob job, OtlpReceiver receiver) {
        return job.with("otel-exporter-otlp-endpoint", receiver.endpoint())
                .with("otel-bsp-schedule-delay", "100ms");
    }

    private static TestJob overGrpc(TestJob job) {
        return job.with("otel-exporter-otlp-protocol", "grpc");
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }

    private static void send(TestJob job, String value, Header... headers) {
        send(job, bytes(value), headers);
    }

    private static void send(TestJob job, byte[] value, Header... headers) {
        BROKER.produce(
                List.of(
                        new ProducerRecord<byte[], byte[]>(
                                job.input, 0, null, value, List.of(headers))));
    }

    private static @Nullable String last(ConsumerRecord<byte[], byte[]> record, String name) {
        Header last = record.headers().lastHeader(name);
        return last == null ? null : TestJob.text(last.value());
    }

    private static ReceivedSpan only(List<ReceivedSpan> spans, SpanKind kind) {
        List<ReceivedSpan> found = spans.stream().filter(span -> span.kind() == kind).toList();
        assertThat(found).as("%s of %s", kind, spans).hasSize(1);
        return found.get(0);
    }

    private static List<ReceivedSpan> all(List<ReceivedSpan> spans, SpanKind kind) {
        return spans.stream().filter(span -> span.kind() == kind).toList();
    }

    private static String traceparent(ReceivedSpan span) {
        return "00-" + span.traceId() + "-" + span.spanId() + "-01";
    }

    /** Refuses the first call as overloaded. */
    private static RestModelStub busyOnce() {
        AtomicInteger calls = new AtomicInteger();
        return RestModelStub.answering(
                call ->
                        calls.getAndIncrement() == 0
                                ? Answer.status(503)
                                : RestModelStub.echo(call));
    }

    @Test
    void goesFromTheProducerThroughEachAttemptToTheOutput() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.http();
                RestModelStub model = busyOnce()) {
            TestJob job = traced(TestJob.of(BROKER, model, 1), receiver);
            send(
                    job,
                    "7",
                    header("traceparent", TRACEPARENT),
                    header("tracestate", "vendor=v"),
                    header("baggage", "user=u,tier=%20t"));
            RunningJob running = RunningJob.start(CLUSTER, job);

            ConsumerRecord<byte[], byte[]> output = first(running, job.output);
            List<ReceivedSpan> spans = receiver.atLeast(4);

            ReceivedSpan process = only(spans, SpanKind.SPAN_KIND_CONSUMER);
            assertThat(process.name()).isEqualTo("process " + job.input);
            assertThat(process.traceId()).isEqualTo(TRACE);
            assertThat(process.parentId()).isEqualTo(PRODUCER);
            assertThat(process.isError()).isFalse();
            assertThat(process.resource())
                    .containsEntry(
                            "service.name",
                            job.group().replaceAll("main\\.(.*)\\.lab", "leat.$1.main"));
            assertThat(process.attributes())
                    .containsEntry("messaging.system", "kafka")
                    .containsEntry("messaging.destination.name", job.input)
                    .containsEntry("messaging.operation.type", "process")
                    .containsEntry("messaging.destination.partition.id", "0")
                    .containsEntry("messaging.kafka.offset", "0")
                    .containsEntry("messaging.consumer.group.name", job.group())
                    .containsEntry("leat.predictor", "main");

            List<ReceivedSpan> calls = all(spans, SpanKind.SPAN_KIND_CLIENT);
            assertThat(calls)
                    .hasSize(2)
                    .allSatisfy(
                            call -> {
                                assertThat(call.traceId()).isEqualTo(TRACE);
                                assertThat(call.parentId()).isEqualTo(process.spanId());
                                assertThat(call.name()).isEqualTo("POST /predict");
                                assertThat(call.attributes())
                                        .containsEntry("http.request.method", "POST")
                                        .containsEntry("server.address", "127.0.0.1")
                                        .containsEntry(
                                                "server.port", Integer.toString(model.port()))
                                        .containsEntry("leat.node", "m");
                            });
            assertThat(calls.get(0).isError()).isTrue();
            assertThat(calls.get(0).attributes())
                    .containsEntry("http.response.status_code", "503")
                    .containsEntry("error.type", "503")
                    .doesNotContainKey("http.request.resend_count");
            assertThat(calls.get(1).isError()).isFalse();
            assertThat(calls.get(1).attributes())
                    .containsEntry("http.response.status_code", "200")
                    .containsEntry("http.request.resend_count", "1")
                    .containsEntry("leat.retry.reason", "busy (503)");
            assertThat(model.calls())
                    .extracting(call -> call.headers().get("traceparent"))
                    .containsExactly(
                            List.of(traceparent(calls.get(0))), List.of(traceparent(calls.get(1))));
            assertThat(model.calls())
                    .allSatisfy(
                            call -> {
                                assertThat(call.headers().getFirst("tracestate"))
                                        .isEqualTo("vendor=v");
                                assertThat(call.headers().getFirst("baggage"))
                                        .isEqualTo("user=u,tier=%20t");
                            });

            ReceivedSpan sent = only(spans, SpanKind.SPAN_KIND_PRODUCER);
            assertThat(sent.name()).isEqualTo("send " + job.output);
            assertThat(sent.parentId()).isEqualTo(process.spanId());
            assertThat(last(output, "traceparent")).isEqualTo(traceparent(sent));
            assertThat(output.headers().headers("traceparent")).hasSize(1);
            assertThat(last(output, "tracestate")).isEqualTo("vendor=v");
            assertThat(last(output, "baggage")).isEqualTo("user=u,tier=%20t");
            running.stop();
        }
    }

    private static ConsumerRecord<byte[], byte[]> first(RunningJob running, String topic) {
        try (TopicReader reader = BROKER.read(topic)) {
            return running.await(reader, 1).get(0);
        }
    }

    @Test
    void goesOverGrpcToModelAndReceiver() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (OtlpReceiver receiver = OtlpReceiver.grpc();
                GrpcModelStub model =
                        GrpcModelStub.start(
                                (call, headers, request) -> {
                                    if (calls.getAndIncrement() == 0) {
                                        call.close(Status.UNAVAILABLE, new Metadata());
                                    } else {
                                        seen.complete(
                                                headers.get(
                                                        Metadata.Key.of(
                                                                "traceparent",
                                                                Metadata.ASCII_STRING_MARSHALLER)));
                                        GrpcModelStub.answer(call, request);
                                    }
                                })) {
            TestJob job =
                    overGrpc(traced(TestJob.at(BROKER, model.port(), 1), receiver))
                            .transport("grpc");
            send(
                    job,
                    TestJob.seldonText("a"),
                    header("proto-name", "seldon.protos.SeldonMessage"),
                    header("traceparent", TRACEPARENT));
            RunningJob running = RunningJob.start(CLUSTER, job);

            ConsumerRecord<byte[], byte[]> output = first(running, job.output);
            List<ReceivedSpan> spans = receiver.atLeast(4);

            List<ReceivedSpan> attempts = all(spans, SpanKind.SPAN_KIND_CLIENT);
            assertThat(attempts)
                    .extracting(ReceivedSpan::name)
                    .containsExactly("seldon.protos.Model/Predict", "seldon.protos.Model/Predict");
            assertThat(attempts.get(0).attributes())
                    .containsEntry("rpc.system.name", "grpc")
                    .containsEntry("rpc.response.status_code", "UNAVAILABLE")
                    .containsEntry("error.type", "UNAVAILABLE");
            assertThat(attempts.get(1).attributes())
                    .containsEntry("rpc.response.status_code", "OK")
                    .containsEntry("leat.retry.reason", "busy (UNAVAILABLE)");
            assertThat(seen.join()).isEqualTo(traceparent(attempts.get(1)));
            assertThat(last(output, "traceparent"))
                    .isEqualTo(traceparent(only(spans, SpanKind.SPAN_KIND_PRODUCER)));
            running.stop();
        }
    }

    @Test
    void linksABatchedCallToEachOfItsRecords() throws Exception {
        CompletableFuture<Void> together = new CompletableFuture<>();
        try (OtlpReceiver receiver = OtlpReceiver.http();
                RestModelStub model =
                        RestModelStub.promising(
                                call -> {
                                    if (call.text().contains(",")) {
                                        together.complete(null);
                                    }
                                    return together.thenApply(
                                            seen ->
                                                    Answer.ok(
                                                            call.text()
                                                                    .replace(
                                                                            "instances",
                                                                            "predictions")));
                                })) {
            TestJob job =
                    traced(TestJob.of(BROKER, model, 1).protocol("tensorflow"), receiver)
                            .with("batch-max-size", "4")
                            .with("batch-max-delay", "1s");
            job.send(
                    0,
                    IntStream.range(0, 5).mapToObj(i -> "{\"instances\":[[" + i + "]]}").toList());
            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 5);
            }
            int calls = model.calls().size();
            List<ReceivedSpan> spans = receiver.atLeast(10 + calls);

            ReceivedSpan batch =
                    all(spans, SpanKind.SPAN_KIND_CLIENT).stream()
                            .filter(span -> !span.links().isEmpty())
                            .findFirst()
                            .orElseThrow();
            assertThat(batch.parentId()).isEmpty();
            assertThat(batch.attributes())
                    .containsEntry("leat.batch.records", Integer.toString(batch.links().size()));
            assertThat(batch.links()).hasSizeGreaterThan(1);
            assertThat(all(spans, SpanKind.SPAN_KIND_CONSUMER))
                    .extracting(ReceivedSpan::context)
                    .containsAll(batch.links());
            running.stop();
        }
    }

    @Test
    void beginsATraceThatIsLinkedWhereThatIsStated() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.http();
                RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job =
                    traced(TestJob.of(BROKER, model, 1), receiver).with("trace-parent", "link");
            send(job, "7", header("traceparent", TRACEPARENT));
            RunningJob running = RunningJob.start(CLUSTER, job);

            ReceivedSpan process = only(receiver.atLeast(3), SpanKind.SPAN_KIND_CONSUMER);

            assertThat(process.traceId()).isNotEqualTo(TRACE);
            assertThat(process.parentId()).isEmpty();
            assertThat(process.links()).containsExactly(TRACE + "-" + PRODUCER);
            running.stop();
        }
    }

    @Test
    void readsAndWritesB3WhereThatIsStated() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.http();
                RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job =
                    traced(TestJob.of(BROKER, model, 1), receiver).with("otel-propagators", "b3");
            send(
                    job,
                    "7",
                    header("X-B3-TraceId", TRACE),
                    header("X-B3-SpanId", PRODUCER),
                    header("X-B3-Sampled", "1"));
            RunningJob running = RunningJob.start(CLUSTER, job);

            ConsumerRecord<byte[], byte[]> output = first(running, job.output);
            List<ReceivedSpan> spans = receiver.atLeast(3);

            assertThat(only(spans, SpanKind.SPAN_KIND_CONSUMER).parentId()).isEqualTo(PRODUCER);
            ReceivedSpan sent = only(spans, SpanKind.SPAN_KIND_PRODUCER);
            assertThat(last(output, "b3")).isEqualTo(TRACE + "-" + sent.spanId() + "-1");
            assertThat(last(output, "X-B3-SpanId")).isNull();
            assertThat(model.calls().get(0).headers().getFirst("b3"))
                    .isEqualTo(
                            TRACE + "-" + only(spans, SpanKind.SPAN_KIND_CLIENT).spanId() + "-1");
            running.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-\u0000é"
            })
    void beginsATraceWhereTheContextCannotBeRead(String traceparent) throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.http();
                RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = traced(TestJob.of(BROKER, model, 1), receiver);
            send(job, "7", header("traceparent", traceparent), header("tracestate", "a=b"));
            RunningJob running = RunningJob.start(CLUSTER, job);

            ConsumerRecord<byte[], byte[]> output = first(running, job.output);
            List<ReceivedSpan> spans = receiver.atLeast(3);

            assertThat(only(spans, SpanKind.SPAN_KIND_CONSUMER).parentId()).isEmpty();
            ReceivedSpan sent = only(spans, SpanKind.SPAN_KIND_PRODUCER);
            assertThat(last(output, "traceparent"))
                    .startsWith(
                            "00-" + sent.context() + "-"); // the flags say that its id is random
            assertThat(last(output, "tracestate")).isNull();
            running.stop();
        }
    }

    @Test
    void keepsNoTraceThatItsProducerDoesNotKeep() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.http();
                RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = traced(TestJob.of(BROKER, model, 1), receiver);
            send(job, "1", header("traceparent", "00-" + TRACE + "-" + PRODUCER + "-00"));
            send(job, "2");
            RunningJob running = RunningJob.start(CLUSTER, job);

            ConsumerRecord<byte[], byte[]> output = first(running, job.output);
            List<ReceivedSpan> spans = receiver.atLeast(3);

            assertThat(spans).noneMatch(span -> span.traceId().equals(TRACE));
            assertThat(last(output, "traceparent")).startsWith("00-" + TRACE).endsWith("-00");
            running.stop();
        }
    }

    @Test
    void endsInTheDeadLetterOfARecordThatCannotBeAnswered() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.http();
                RestModelStub model = RestModelStub.answering(Answer.status(400))) {
            TestJob job = traced(TestJob.of(BROKER, model, 1), receiver);
            send(job, "7", header("traceparent", TRACEPARENT), header("kept", "k"));
            RunningJob running = RunningJob.start(CLUSTER, job);

            ConsumerRecord<byte[], byte[]> letter = first(running, job.deadLetters);
            List<ReceivedSpan> spans = receiver.atLeast(3);

            ReceivedSpan process = only(spans, SpanKind.SPAN_KIND_CONSUMER);
            assertThat(process.isError()).isTrue();
            assertThat(process.attributes()).containsEntry("error.type", "model-rejected");
            ReceivedSpan sent = only(spans, SpanKind.SPAN_KIND_PRODUCER);
            assertThat(sent.name()).isEqualTo("send " + job.deadLetters);
            assertThat(last(letter, "traceparent")).isEqualTo(traceparent(sent));
            assertThat(last(letter, "kept")).isEqualTo("k");
            assertThat(last(letter, "leat-error-code")).isEqualTo("model-rejected");
            running.stop();
        }
    }

    @Test
    void isAFeedbacksTooWithoutAResult() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.http();
                RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = traced(TestJob.of(BROKER, model, 1), receiver).withFeedback();
            BROKER.produce(
                    List.of(
                            new ProducerRecord<byte[], byte[]>(
                                    job.feedback,
                                    0,
                                    null,
                                    bytes("{\"reward\":1.0}"),
                                    List.of(header("traceparent", TRACEPARENT)))));
            RunningJob running = RunningJob.start(CLUSTER, job);

            List<ReceivedSpan> spans = receiver.atLeast(2);

            ReceivedSpan process = only(spans, SpanKind.SPAN_KIND_CONSUMER);
            assertThat(process.attributes()).containsEntry("leat.feedback", "true");
            assertThat(only(spans, SpanKind.SPAN_KIND_CLIENT).parentId())
                    .isEqualTo(process.spanId());
            running.stop();
        }
    }

    /** The record is processed again: its trace goes on with another span. */
    @Test
    void goesOnAfterARestart() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (OtlpReceiver receiver = OtlpReceiver.http();
                RestModelStub model =
                        RestModelStub.promising(
                                call ->
                                        calls.getAndIncrement() == 0
                                                ? new CompletableFuture<>()
                                                : CompletableFuture.completedFuture(
                                                        RestModelStub.echo(call)))) {
            TestJob job = traced(TestJob.of(BROKER, model, 1), receiver);
            send(job, "7", header("traceparent", TRACEPARENT));
            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.surviving());
            RunningJob.until(() -> calls.get() == 1);
            running.awaitCheckpoints(1);

            CLUSTER.replaceTaskManager();

            ConsumerRecord<byte[], byte[]> output = first(running, job.output);
            List<ReceivedSpan> spans = receiver.atLeast(3);
            ReceivedSpan process = only(spans, SpanKind.SPAN_KIND_CONSUMER);
            assertThat(process.traceId()).isEqualTo(TRACE);
            assertThat(process.parentId()).isEqualTo(PRODUCER);
            assertThat(last(output, "traceparent"))
                    .isEqualTo(traceparent(only(spans, SpanKind.SPAN_KIND_PRODUCER)));
            running.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http/protobuf"})
    void costsNoRecordWhereTheReceiverIsAway(String protocol) throws Exception {
        int records = 200;
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .with(
                                    "otel-exporter-otlp-endpoint",
                                    "http://localhost:" + FreePorts.free())
                            .with("otel-exporter-otlp-protocol", protocol)
                            .with("otel-bsp-max-queue-size", "16")
                            .with("otel-bsp-schedule-delay", "10ms");
            job.send(0, IntStream.range(0, records).mapToObj(Integer::toString).toList());
            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, records);
            }
            RunningJob.until(() -> running.gauge("spansDropped") > 0);
            assertThat(running.gauge("spansExported")).isZero();
            running.stop();
        }
    }

    @Test
    void leavesARecordsContextAsItIsWhereNoTracesAreMade() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            send(job, "7", header("traceparent", TRACEPARENT), header("b3", "x"));
            RunningJob running = RunningJob.start(CLUSTER, job);

            ConsumerRecord<byte[], byte[]> output = first(running, job.output);

            assertThat(last(output, "traceparent")).isEqualTo(TRACEPARENT);
            assertThat(model.calls().get(0).headers().getFirst("traceparent"))
                    .isEqualTo(TRACEPARENT);
            running.stop();
        }
    }
}
