// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.logged;
import static io.leat.job.TestJob.node;
import static io.leat.job.TestJob.seldonText;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.leat.job.RunningJob.Start;
import io.leat.job.plan.ConfigurationException;
import io.leat.testing.kafka.BrokerConfig;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The request log of a job, as its consumers read it. */
class RequestLogITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestBroker ELSEWHERE = TestBroker.of(new BrokerConfig());
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final String REQUEST = "io.seldon.serving.inference.request";
    private static final String RESPONSE = "io.seldon.serving.inference.response";

    /** Of executor/logger/worker.go, in its order. */
    private static final List<String> HEADERS_OF_V1 =
            List.of(
                    "type",
                    "content-type",
                    "modelid",
                    "requestid",
                    "inferenceservicename",
                    "namespace",
                    "endpoint",
                    "protocol");

    private static Answer named(Call call) {
        return Answer.ok(answerTo(call.text()));
    }

    private static String answerTo(String request) {
        return "{\"meta\":{},\"answer\":" + request + "}";
    }

    private static TestJob job(RestModelStub model, String mode) {
        return TestJob.of(BROKER, model, 1)
                .graph(logged(mode, node("m", "MODEL", model.port())), "m")
                .withLog();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    /** An event in a word: its node, type and body. */
    private static String said(ConsumerRecord<byte[], byte[]> event) {
        return header(event, "modelid")
                + " "
                + Objects.requireNonNull(header(event, "type")).replaceFirst(".*\\.", "")
                + " "
                + text(event.value());
    }

    private static void send(TestJob job, String key, String value, String... headers) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(job.input, 0, key == null ? null : bytes(key), bytes(value));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], bytes(headers[i + 1]));
        }
        BROKER.produce(List.of(record));
    }

    private static List<ConsumerRecord<byte[], byte[]>> events(TestJob job, int results)
            throws Exception {
        return events(job, BROKER, results);
    }

    /** Runs a job until there are these many predictions and dead letters; gives all its events. */
    private static List<ConsumerRecord<byte[], byte[]>> events(
            TestJob job, TestBroker logs, int results) throws Exception {
        RunningJob running = RunningJob.start(CLUSTER, job);
        try (TopicReader output = BROKER.read(job.output, job.deadLetters)) {
            running.await(output, results);
        }
        running.stop();
        try (TopicReader log = logs.read(job.log)) {
            return log.toTheEnd();
        }
    }

    @Test
    void readsAlikeByTheHeadersOfV1AndAsCloudEvents() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RequestLogITCase::named);
                CloudEventDeserializer cloudEvents = new CloudEventDeserializer()) {
            TestJob job = job(model, "all");
            send(job, "k", "{\"a\":1}", "Seldon-Puid", "p-1", "Content-Type", "application/json");
            send(job, null, "{\"a\":2}");

            List<ConsumerRecord<byte[], byte[]>> events = events(job, 2);

            assertThat(events)
                    .extracting(RequestLogITCase::said)
                    .containsExactly(
                            "m request {\"a\":1}",
                            "m response " + answerTo("{\"a\":1}"),
                            "m request {\"a\":2}",
                            "m response " + answerTo("{\"a\":2}"));
            ConsumerRecord<byte[], byte[]> first = events.get(0);
            assertThat(text(first.key())).isEqualTo("k");
            assertThat(events.get(2).key()).isNull();
            assertThat(
                            HEADERS_OF_V1.stream()
                                    .map(name -> name + "=" + header(first, name))
                                    .toList())
                    .containsExactly(
                            "type=" + REQUEST,
                            "content-type=application/json",
                            "modelid=m",
                            "requestid=p-1",
                            "inferenceservicename=" + job.group().split("\\.", -1)[1],
                            "namespace=lab",
                            "endpoint=main",
                            "protocol=seldon");
            for (ConsumerRecord<byte[], byte[]> event : events) {
                assertThat(
                                Arrays.stream(event.headers().toArray())
                                        .limit(HEADERS_OF_V1.size())
                                        .map(Header::key))
                        .isEqualTo(HEADERS_OF_V1);
                CloudEvent read = cloudEvents.deserialize(job.log, event.headers(), event.value());
                assertThat(Objects.requireNonNull(read.getData()).toBytes())
                        .isEqualTo(event.value());
                assertThat(read.getType()).isEqualTo(header(event, "type"));
                assertThat(read.getDataContentType()).isEqualTo(header(event, "content-type"));
                for (String extension : HEADERS_OF_V1.subList(2, HEADERS_OF_V1.size())) {
                    assertThat(read.getExtension(extension)).isEqualTo(header(event, extension));
                }
                assertThat(read.getTime()).isNotNull();
                assertThat(read.getSource())
                        .isEqualTo(
                                URI.create(
                                        "/namespaces/lab/seldondeployments/%s/predictors/main"
                                                .formatted(job.group().split("\\.", -1)[1])));
            }
            assertThat(events)
                    .extracting(event -> header(event, "ce_id"))
                    .containsExactly(
                            job.input + "-0-0/m/predict/request",
                            job.input + "-0-0/m/predict/response",
                            job.input + "-0-1/m/predict/request",
                            job.input + "-0-1/m/predict/response");
        }
    }

    @ParameterizedTest
    @CsvSource({"request, m request x", "response, m response y"})
    void keepsOneSideWhereTheModeSaysSo(String mode, String expected) throws Exception {
        try (RestModelStub model = RestModelStub.answering(Answer.ok("y"))) {
            TestJob job = job(model, mode);
            send(job, null, "x");
            assertThat(events(job, 1)).extracting(RequestLogITCase::said).containsExactly(expected);
        }
    }

    /**
     * As executor/predictor/predictor_process.go: no route, and of a merge what its children got.
     */
    @Test
    void hasAPairForEachCallOfAGraphButThoseOfRouters() throws Exception {
        try (RestModelStub model =
                RestModelStub.answering(
                        call ->
                                switch (call.path()) {
                                    case "/route" -> Answer.ok("[-1]");
                                    case "/transform-input" -> Answer.ok("\"in\"");
                                    case "/transform-output" -> Answer.ok("\"out\"");
                                    case "/aggregate" -> Answer.ok("\"sum\"");
                                    default -> Answer.ok("\"model\"");
                                })) {
            int port = model.port();
            String merge =
                    logged(
                            "all",
                            node(
                                    "merge",
                                    "COMBINER",
                                    port,
                                    logged("response", node("a", "MODEL", port)),
                                    node("b", "MODEL", port)));
            String both =
                    logged("all", node("both", "TRANSFORMER", port, merge))
                            .replaceFirst(
                                    "name: both,", "name: both, methods: [TRANSFORM_OUTPUT],");
            String router = logged("all", node("router", "ROUTER", port, both));
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .graph(router, "router", "both", "merge", "a", "b")
                            .withLog();
            send(job, null, "\"record\"");

            assertThat(events(job, 1))
                    .extracting(RequestLogITCase::said)
                    .containsExactlyInAnyOrder(
                            "both request \"record\"",
                            "both response \"in\"",
                            "a response \"model\"",
                            "merge request \"in\"",
                            "merge response \"sum\"",
                            "both request \"sum\"",
                            "both response \"out\"");
        }
    }

    @Test
    void saysProtobufOverGrpc() throws Exception {
        try (GrpcModelStub model =
                GrpcModelStub.start(
                        (call, headers, request) ->
                                GrpcModelStub.answer(call, seldonText("answer")))) {
            TestJob job =
                    TestJob.at(BROKER, model.port(), 1)
                            .transport("grpc")
                            .graph(logged("all", node("m", "MODEL", model.port())), "m")
                            .withLog();
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(job.input, seldonText("question"));
            record.headers().add("proto-name", bytes("seldon.protos.SeldonMessage"));
            BROKER.produce(List.of(record));

            List<ConsumerRecord<byte[], byte[]>> events = events(job, 1);

            assertThat(events)
                    .extracting(ConsumerRecord::value)
                    .containsExactly(seldonText("question"), seldonText("answer"));
            assertThat(events)
                    .extracting(event -> header(event, "content-type"))
                    .containsOnly("application/protobuf");
        }
    }

    @Test
    void hasWhatEachRecordIsSentAndAnsweredThoughTheyShareACall() throws Exception {
        try (RestModelStub model =
                RestModelStub.answering(
                        call ->
                                Answer.ok(
                                        call.text().replace("\"data\"", "\"meta\":{},\"data\"")))) {
            TestJob job =
                    job(model, "all").with("batch-max-size", "8").with("batch-max-delay", "1s");
            List<String> requests =
                    IntStream.range(0, 4)
                            .mapToObj("{\"data\":{\"ndarray\":[[%d]]}}"::formatted)
                            .toList();
            job.send(0, requests);

            assertThat(events(job, 4))
                    .extracting(RequestLogITCase::said)
                    .filteredOn(said -> said.startsWith("m request"))
                    .containsExactlyElementsOf(
                            requests.stream().map(request -> "m request " + request).toList());
        }
    }

    @Test
    void keepsAnAnswerAsItWasBeforeTheModelPackedIt() throws Exception {
        byte[] packed = gzip("{\"long\":\"answer\"}");
        try (RestModelStub model =
                RestModelStub.answering(
                        Answer.of(200, "application/json", packed)
                                .with("Content-Encoding", "gzip"))) {
            TestJob job = job(model, "response");
            send(job, null, "{}");
            assertThat(events(job, 1))
                    .extracting(RequestLogITCase::said)
                    .containsExactly("m response {\"long\":\"answer\"}");
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(text));
        }
        return packed.toByteArray();
    }

    @Test
    void hasTheRequestOfARecordThatBecomesADeadLetter() throws Exception {
        try (RestModelStub model = RestModelStub.answering(call -> Answer.status(400))) {
            TestJob job = job(model, "all");
            send(job, "k", "{\"bad\":1}");
            assertThat(events(job, 1))
                    .extracting(RequestLogITCase::said)
                    .containsExactly("m request {\"bad\":1}");
        }
    }

    @Test
    void hasFeedbackOnceForEachNodeOnItsWay() throws Exception {
        try (RestModelStub model = RestModelStub.answering(Answer.ok("{\"meta\":{}}"))) {
            int port = model.port();
            String merge =
                    logged(
                            "response",
                            node(
                                    "merge",
                                    "COMBINER",
                                    port,
                                    logged("all", node("a", "MODEL", port)),
                                    logged("request", node("b", "MODEL", port))));
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .graph(merge, "merge", "a", "b")
                            .withFeedback()
                            .withLog();
            ProducerRecord<byte[], byte[]> feedback =
                    new ProducerRecord<>(job.feedback, bytes("k"), bytes("{\"reward\":1}"));
            feedback.headers().add("Seldon-Puid", bytes("p"));
            BROKER.produce(List.of(feedback));
            RunningJob running = RunningJob.start(CLUSTER, job);
            running.awaitGauge("feedbackDelivered", 1);
            running.stop();
            try (TopicReader log = BROKER.read(job.log)) {
                List<ConsumerRecord<byte[], byte[]>> events = log.toTheEnd();
                assertThat(events)
                        .allMatch(each -> "io.seldon.serving.feedback".equals(header(each, "type")))
                        .allMatch(each -> "p".equals(header(each, "requestid")))
                        .extracting(RequestLogITCase::said)
                        .containsExactly(
                                "merge feedback {\"reward\":1}", "a feedback {\"reward\":1}");
            }
        }
    }

    @Test
    void leavesOutARecordThatAsksForIt() throws Exception {
        try (RestModelStub model = RestModelStub.answering(Answer.ok("{}"))) {
            TestJob job = job(model, "all");
            send(job, null, "\"skipped\"", "Seldon-Skip-Logging", "On");
            send(job, null, "\"kept\"", "seldon-skip-logging", "true");
            send(job, null, "\"kept too\"", "Seldon-Skip-Logging", "no");

            assertThat(events(job, 3))
                    .extracting(RequestLogITCase::said)
                    .filteredOn(said -> said.startsWith("m request"))
                    .containsExactly("m request \"kept\"", "m request \"kept too\"");
        }
    }

    @Test
    void keepsBothEventsOfASampledRecordOrNeither() throws Exception {
        int records = 200;
        try (RestModelStub model = RestModelStub.answering(RequestLogITCase::named)) {
            TestJob job = job(model, "all").with("log-sample", "0.25");
            for (int i = 0; i < records; i++) {
                send(job, "key-" + i, Integer.toString(i));
            }

            List<String> kept = events(job, records).stream().map(RequestLogITCase::said).toList();

            assertThat(kept.size()).isBetween(records / 4, records);
            List<String> requests =
                    kept.stream().filter(said -> said.startsWith("m request ")).toList();
            assertThat(kept)
                    .containsExactlyInAnyOrderElementsOf(
                            requests.stream()
                                    .flatMap(
                                            said ->
                                                    Stream.of(
                                                            said,
                                                            "m response "
                                                                    + answerTo(said.substring(10))))
                                    .toList());
        }
    }

    @Test
    void cutsWhatIsTooLongAndSaysFromWhat() throws Exception {
        String request = "\"" + "x".repeat(4_998) + "\"";
        try (RestModelStub model = RestModelStub.answering(Answer.ok("{}"));
                CloudEventDeserializer cloudEvents = new CloudEventDeserializer()) {
            TestJob job = job(model, "request").with("log-max-bytes", "1000");
            send(job, null, request);

            ConsumerRecord<byte[], byte[]> event = events(job, 1).get(0);

            assertThat(text(event.value())).isEqualTo(request.substring(0, 1_000));
            assertThat(header(event, "leat-truncated")).isEqualTo("5000");
            assertThat(
                            cloudEvents
                                    .deserialize(job.log, event.headers(), event.value())
                                    .getExtension("leattruncatedfrom"))
                    .isEqualTo("5000");
        }
    }

    /** Not a dead letter: the record has its prediction. */
    @Test
    void cutsAnEventToWhatItsTopicTakes() throws Exception {
        String request = "\"" + "x".repeat(49_998) + "\"";
        try (RestModelStub model = RestModelStub.answering(Answer.ok("{}"))) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .graph(logged("all", node("m", "MODEL", model.port())), "m");
            BROKER.createTopic(job.log, 1, Map.of("max.message.bytes", "10000"));
            job.with("logger-topic", job.log);
            send(job, "k", request);

            List<ConsumerRecord<byte[], byte[]>> events = events(job, 1);

            assertThat(events).hasSize(2);
            assertThat(events.get(0).value().length).isBetween(8_000, 9_999);
            assertThat(header(events.get(0), "leat-truncated")).isEqualTo("50000");
            assertThat(header(events.get(1), "leat-truncated")).isNull();
            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(letters.toTheEnd()).isEmpty();
            }
        }
    }

    @Test
    void hasAKeyWhereItsTopicNeedsOne() throws Exception {
        try (RestModelStub model = RestModelStub.answering(Answer.ok("{}"))) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .graph(logged("all", node("m", "MODEL", model.port())), "m");
            BROKER.createTopic(job.log, 1, Map.of("cleanup.policy", "compact"));
            job.with("logger-topic", job.log);
            send(job, null, "{}");

            assertThat(events(job, 1))
                    .extracting(event -> text(event.key()))
                    .containsExactly(
                            job.input + "-0-0/m/predict/request",
                            job.input + "-0-0/m/predict/response");
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void hasEachEventOnceAfterTheTaskManagerIsLost(boolean elsewhere) throws Exception {
        int records = 60;
        try (RestModelStub model =
                RestModelStub.promising(
                        call ->
                                Integer.parseInt(call.text()) < records / 2
                                        ? CompletableFuture.completedFuture(named(call))
                                        : new CompletableFuture<>())) {
            TestJob job = elsewhere ? jobLoggedElsewhere(model) : job(model, "all");
            for (int i = 0; i < records; i++) {
                send(job, "k" + i, Integer.toString(i));
            }
            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.surviving());
            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, records / 2);
                RunningJob.until(() -> model.calls().size() > records / 2);

                CLUSTER.replaceTaskManager();
                model.become(RequestLogITCase::named);

                running.await(output, records);
            }
            running.stop();
            try (TopicReader log = (elsewhere ? ELSEWHERE : BROKER).read(job.log)) {
                List<ConsumerRecord<byte[], byte[]>> events = log.toTheEnd();
                assertThat(events)
                        .extracting(RequestLogITCase::said)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, records)
                                        .mapToObj(Integer::toString)
                                        .flatMap(
                                                i ->
                                                        Stream.of(
                                                                "m request " + i,
                                                                "m response " + answerTo(i)))
                                        .toList());
                assertThat(events.stream().map(each -> header(each, "ce_id")).distinct())
                        .hasSize(2 * records);
            }
        }
    }

    private static TestJob jobLoggedElsewhere(RestModelStub model) {
        TestJob job =
                TestJob.of(BROKER, model, 1)
                        .graph(logged("all", node("m", "MODEL", model.port())), "m");
        ELSEWHERE.createTopic(job.log, 1);
        return job.with("logger-topic", job.log).with("logger-broker", ELSEWHERE.servers());
    }

    /** Not with the predictions: those are in a transaction of the other cluster. */
    @Test
    void isWrittenToOtherBrokersByASinkOfItsOwn() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RequestLogITCase::named)) {
            TestJob job = jobLoggedElsewhere(model);
            send(job, "k", "1");

            assertThat(events(job, ELSEWHERE, 1))
                    .extracting(RequestLogITCase::said)
                    .containsExactly("m request 1", "m response " + answerTo("1"));
            assertThat(BROKER.topicNames()).doesNotContain(job.log);
        }
    }

    @Test
    void isInTheTransactionOfThePredictionsWhereOtherAddressesAreTheSameCluster() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RequestLogITCase::named)) {
            TestJob job =
                    job(model, "all")
                            .with(
                                    "logger-broker",
                                    BROKER.servers().replace("localhost", "127.0.0.1"));
            send(job, "k", "1");

            RunningJob running = RunningJob.start(CLUSTER, job);
            running.awaitGauge("requestLogEvents", 2);
            assertThat(running.metrics("requestLogEventsRefused")).hasSize(1);
            running.stop();
            try (TopicReader log = BROKER.read(job.log)) {
                assertThat(log.toTheEnd()).hasSize(2);
            }
        }
    }

    @Test
    void namesATopicThatIsMissingOrAnothersAtTheStart() {
        try (RestModelStub model = RestModelStub.silent()) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .graph(logged("all", node("m", "MODEL", model.port())), "m");

            assertThatThrownBy(
                            () -> RunningJob.start(CLUSTER, job.with("logger-topic", "not-there")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "--logger-topic: topic \"not-there\" does not exist (expected: an existing topic;");
            for (Map.Entry<String, String> taken :
                    Map.of(
                                    "KAFKA_INPUT_TOPIC", job.input,
                                    "KAFKA_OUTPUT_TOPIC", job.output,
                                    "KAFKA_DEAD_LETTER_TOPIC", job.deadLetters)
                            .entrySet()) {
                assertThatThrownBy(() -> job.with("logger-topic", taken.getValue()).load())
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessage(
                                "--logger-topic and %s are both \"%s\" (expected: a topic that only the request log is written to)"
                                        .formatted(taken.getKey(), taken.getValue()));
            }
            TestJob elsewhere =
                    job.with("logger-topic", "not-there-either")
                            .with("logger-broker", ELSEWHERE.servers());
            assertThatThrownBy(() -> RunningJob.start(CLUSTER, elsewhere))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("topic \"not-there-either\" does not exist");
        }
    }

    /** What waits in the log for its record counts at the gate, and is given back. */
    @Test
    void countsWhatItKeepsInFlight() throws Exception {
        List<CompletableFuture<Answer>> open = new ArrayList<>();
        try (RestModelStub model =
                RestModelStub.promising(
                        call -> {
                            CompletableFuture<Answer> answer = new CompletableFuture<>();
                            synchronized (open) {
                                open.add(answer);
                            }
                            return answer;
                        })) {
            TestJob job = job(model, "all");
            send(job, null, "{}");
            RunningJob running = RunningJob.start(CLUSTER, job);
            RunningJob.until(
                    () -> {
                        synchronized (open) {
                            return open.size() == 1;
                        }
                    });

            assertThat(running.gauge("bytesInFlight")).isGreaterThan(1_000);

            open.get(0).complete(Answer.ok("{}"));
            running.awaitGauge("requestLogEvents", 2);
            running.awaitGauge("bytesInFlight", 0);
            running.stop();
        }
    }

    private static TestJob jobLoggedTo(RestModelStub receiver, RestModelStub model) {
        String node =
                node("m", "MODEL", model.port())
                        .replaceFirst(
                                "\\{",
                                "{logger: {mode: all, url: 'http://127.0.0.1:%d/events?a=b'}, "
                                        .formatted(receiver.port()));
        return TestJob.of(BROKER, model, 1).graph(node, "m");
    }

    @Test
    void postsCloudEventsToAUrlBeforeThePredictionIsWritten() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RequestLogITCase::named);
                RestModelStub receiver = RestModelStub.answering(Answer.of(202, new byte[0]))) {
            TestJob job = jobLoggedTo(receiver, model);
            send(job, "k", "1", "Seldon-Puid", "p-1", "ce-id", "of the record");
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 1);
            }
            running.awaitGauge("bytesInFlight", 0);
            running.stop();

            assertThat(receiver.calls())
                    .extracting(call -> call.headers().getFirst("ce-type") + " " + call.text())
                    .containsExactlyInAnyOrder(REQUEST + " 1", RESPONSE + " " + answerTo("1"));
            Call request =
                    receiver.calls().stream()
                            .filter(call -> call.text().equals("1"))
                            .findFirst()
                            .orElseThrow();
            assertThat(request.path()).startsWith("/events");
            assertThat(
                            Stream.of(
                                            "ce-specversion",
                                            "ce-id",
                                            "ce-requestid",
                                            "ce-modelid",
                                            "ce-namespace",
                                            "ce-endpoint",
                                            "ce-protocol",
                                            "Content-Type")
                                    .map(name -> request.headers().get(name)))
                    .containsExactly(
                            List.of("1.0"),
                            List.of(job.input + "-0-0/m/predict/request"),
                            List.of("p-1"),
                            List.of("m"),
                            List.of("lab"),
                            List.of("main"),
                            List.of("seldon"),
                            List.of("application/json"));
        }
    }

    @Test
    void waitsWhileAUrlIsAway() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RequestLogITCase::named);
                RestModelStub receiver = RestModelStub.answering(call -> Answer.status(503))) {
            TestJob job =
                    jobLoggedTo(receiver, model)
                            .with("call-timeout", "1s")
                            .with("retry-attempts", "2")
                            .with("retry-time", "2s")
                            .with("breaker-wait", "1s");
            send(job, "k", "1");
            RunningJob running = RunningJob.start(CLUSTER, job);
            RunningJob.until(() -> receiver.calls().size() >= 6);
            running.awaitCheckpoints(2);
            assertThat(running.gauge("predictions")).isZero();

            receiver.become(call -> Answer.of(200, new byte[0]));

            running.awaitGauge("predictions", 1);
            assertThat(running.gauge("requestLogEventsDropped")).isZero();
            running.stop();
        }
    }

    @Test
    void leavesOutWhatAUrlDoesNotTakeWhereThatIsAskedFor() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RequestLogITCase::named);
                RestModelStub receiver = RestModelStub.answering(call -> Answer.status(503))) {
            TestJob job = jobLoggedTo(receiver, model).with("log-on-outage", "drop");
            send(job, "k", "1");
            RunningJob running = RunningJob.start(CLUSTER, job);
            running.awaitGauge("predictions", 1);
            assertThat(running.gauge("requestLogEventsDropped")).isEqualTo(2);
            running.stop();
        }
    }

    /** Nothing is gained by sending it again. */
    @Test
    void countsWhatAUrlRefuses() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RequestLogITCase::named);
                RestModelStub receiver = RestModelStub.answering(call -> Answer.status(400))) {
            TestJob job = jobLoggedTo(receiver, model);
            send(job, "k", "1");
            RunningJob running = RunningJob.start(CLUSTER, job);
            running.awaitGauge("predictions", 1);
            assertThat(running.gauge("requestLogEventsDropped")).isEqualTo(2);
            running.stop();
        }
    }
}
