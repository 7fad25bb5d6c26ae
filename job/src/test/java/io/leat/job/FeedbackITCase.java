// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.node;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.RunningJob.Start;
import io.leat.job.plan.ConfigurationException;
import io.leat.kafka.gate.StopOffsets;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import io.leat.wire.seldon.Feedback;
import io.leat.wire.seldon.SeldonMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of the records of a feedback topic, which a job reads beside its requests. */
class FeedbackITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final int OPEN = 2;

    /** A router over two models, all on one server: a request says itself which it goes to. */
    private static Answer learner(Call call) {
        return switch (call.path()) {
            case "/route" -> Answer.ok("[" + call.text().replaceAll("\\D", "") + "]");
            case "/send-feedback" -> Answer.ok("{\"meta\":{}}");
            default -> Answer.ok("{\"meta\":{},\"strData\":\"" + nodeOf(call) + "\"}");
        };
    }

    /** The node that a call is for, and what it is asked, as its idempotency key has them. */
    private static String nodeOf(Call call) {
        String key = call.headers().getFirst("Idempotency-Key");
        return key.replaceFirst(".*-\\d+-\\d+-", "");
    }

    private static TestJob job(RestModelStub model) {
        String router =
                node(
                        "router",
                        "ROUTER",
                        model.port(),
                        node("a", "MODEL", model.port()),
                        node("b", "MODEL", model.port()));
        return TestJob.of(BROKER, model, 1).graph(router, "router", "a", "b").withFeedback();
    }

    private static List<Call> feedbackCalls(RestModelStub model) {
        return model.calls().stream().filter(call -> call.path().equals("/send-feedback")).toList();
    }

    private static void sendFeedback(TestJob job, String value, String... namesAndValues) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(job.feedback, 0, null, value == null ? null : bytes(value));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            record.headers().add(namesAndValues[i], bytes(namesAndValues[i + 1]));
        }
        BROKER.produce(List.of(record));
    }

    /** Feedback as a client makes it of a prediction: its headers, and what it is worth. */
    private static void sendFeedbackTo(TestJob job, ConsumerRecord<byte[], byte[]> prediction) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        job.feedback,
                        0,
                        prediction.key(),
                        bytes("{\"reward\": 1.0}"),
                        prediction.headers());
        BROKER.produce(List.of(record));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static void awaitCommitted(TestJob job, String topic, long offset) {
        RunningJob.until(
                () -> {
                    OffsetAndMetadata committed =
                            BROKER.admin()
                                    .listConsumerGroupOffsets(job.group())
                                    .partitionsToOffsetAndMetadata()
                                    .get()
                                    .get(new TopicPartition(topic, 0));
                    return committed != null && committed.offset() == offset;
                });
    }

    @Test
    void reachesTheNodesThatHaveAnsweredByTheHeadersOfThePrediction() throws Exception {
        try (RestModelStub model = RestModelStub.answering(FeedbackITCase::learner)) {
            TestJob job = job(model);
            job.send("{\"strData\":\"0\"}", "{\"strData\":\"1\"}");
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                List<ConsumerRecord<byte[], byte[]>> predictions = running.await(output, 2);
                assertThat(predictions)
                        .extracting(each -> header(each, "leat-routing"))
                        .containsExactly("router=0", "router=1");

                predictions.forEach(prediction -> sendFeedbackTo(job, prediction));

                running.awaitGauge("feedbackDelivered", 2);
                assertThat(running.gauge("feedbackReceived")).isEqualTo(2);
                assertThat(running.gauge("predictions")).isEqualTo(2);
                awaitCommitted(job, job.feedback, 2);
                awaitCommitted(job, job.input, 2);
                running.awaitGauge("feedbackLag", 0);
                running.stop();
                assertThat(output.toTheEnd()).hasSize(2);
                assertThat(letters.toTheEnd()).isEmpty();
            }
            assertThat(feedbackCalls(model))
                    .extracting(call -> nodeOf(call) + " " + call.text())
                    .containsExactlyInAnyOrder(
                            "a-send-feedback " + routed(0),
                            "router-send-feedback " + routed(0),
                            "b-send-feedback " + routed(1),
                            "router-send-feedback " + routed(1));
        }
    }

    /** What a server sees of a feedback of a reward alone. */
    private static String routed(int child) {
        return "{\"response\":{\"meta\":{\"routing\":{\"router\":%d}}},\"reward\": 1.0}"
                .formatted(child);
    }

    @Test
    void goesAsItCameWhereItSaysItselfWhichWayItsRequestWent() throws Exception {
        String feedback =
                "{\"request\": {\"strData\":\"1\"}, \"response\": {\"meta\": {\"routing\": {\"router\": 1, \"b\": -1}}}, \"reward\": 0.50}";
        try (RestModelStub model = RestModelStub.answering(FeedbackITCase::learner)) {
            TestJob job = job(model);
            RunningJob running = RunningJob.start(CLUSTER, job);

            sendFeedback(job, feedback, "leat-routing", "router=0", "Seldon-Puid", "p");

            running.awaitGauge("feedbackDelivered", 1);
            assertThat(feedbackCalls(model))
                    .allMatch(call -> call.text().equals(feedback))
                    .allMatch(call -> call.headers().getFirst("Seldon-Puid").equals("p"))
                    .extracting(FeedbackITCase::nodeOf)
                    .containsExactly("b-send-feedback", "router-send-feedback");
        }
    }

    @Test
    void reachesEveryModelWhereNothingSaysWhichWayItsRequestWent() throws Exception {
        try (RestModelStub model = RestModelStub.answering(FeedbackITCase::learner)) {
            TestJob job = job(model);
            RunningJob running = RunningJob.start(CLUSTER, job);

            sendFeedback(job, "{\"reward\":1}");

            running.awaitGauge("feedbackDelivered", 1);
            assertThat(feedbackCalls(model))
                    .extracting(FeedbackITCase::nodeOf)
                    .containsExactlyInAnyOrder(
                            "a-send-feedback", "b-send-feedback", "router-send-feedback")
                    .endsWith("router-send-feedback");
        }
    }

    @Test
    void needsNoAnswerFromAServerThatHasTakenIt() throws Exception {
        try (RestModelStub model = RestModelStub.answering(call -> Answer.of(200, new byte[0]))) {
            TestJob job = TestJob.of(BROKER, model, 1).withFeedback();
            RunningJob running = RunningJob.start(CLUSTER, job);

            sendFeedback(job, "{\"reward\":1}", "leat-deadline", "2001-01-01T00:00:00Z");

            running.awaitGauge("feedbackDelivered", 1);
        }
    }

    @Test
    void becomesADeadLetterWhereItCanReachNoNode() throws Exception {
        try (RestModelStub model =
                RestModelStub.answering(
                        call ->
                                call.text().contains("refused")
                                        ? Answer.status(400)
                                        : learner(call))) {
            TestJob job = job(model);
            sendFeedback(job, "no JSON");
            sendFeedback(job, "{}", "leat-routing", "gone=1");
            sendFeedback(job, "{}", "leat-routing", "router=2");
            sendFeedback(job, "{}", "leat-routing", "router");
            sendFeedback(job, "{\"response\":{\"meta\":{\"routing\":{\"router\":7}}}}");
            sendFeedback(job, "{}", "leat-predictor", "other");
            sendFeedback(job, null);
            sendFeedback(job, "{\"truth\":\"refused\"}", "leat-predictor", "main");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader letters = BROKER.read(job.deadLetters);
                    TopicReader output = BROKER.read(job.output)) {
                List<ConsumerRecord<byte[], byte[]>> found = running.await(letters, 8);
                assertThat(found)
                        .allMatch(
                                each ->
                                        header(each, "leat-error-source-topic")
                                                .equals(job.feedback))
                        .extracting(
                                each ->
                                        header(each, "leat-error-code")
                                                + ": "
                                                + header(each, "leat-error-message"))
                        .containsExactly(
                                "bad-record: a message that is no JSON (expected: a Feedback, such as {\"reward\": 1.0}, whose response.meta.routing, if there is one, maps nodes to whole numbers)",
                                "bad-record: header leat-routing: a node that is not in the graph (expected: of a, b, router)",
                                "bad-record: header leat-routing: node \"router\": route 2 (expected: -2, -1 or 0..1)",
                                "bad-record: header leat-routing: \"router\" (expected: NODE=CHILD, each node once, separated by commas, such as router=1,ab=0)",
                                "bad-record: response.meta.routing: node \"router\": route 7 (expected: -2, -1 or 0..1)",
                                "bad-record: header leat-predictor: \"other\" (expected: main, as this job runs no other predictor)",
                                "tombstone: the record has no value (expected: feedback)",
                                "model-rejected: HTTP status 400 for POST /send-feedback (expected: 2xx)");
                assertThat(text(found.get(7).value())).isEqualTo("{\"truth\":\"refused\"}");
                running.stop();
                assertThat(letters.toTheEnd()).hasSize(8);
                assertThat(output.toTheEnd()).isEmpty();
            }
        }
    }

    /** It costs no record, and requests are answered as long as there is room in flight. */
    @Test
    void waitsWhileItsNodeIsAway() throws Exception {
        int feedbacks = 30;
        try (RestModelStub model = RestModelStub.answering(call -> Answer.status(503))) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .withFeedback()
                            .with("call-timeout", "1s")
                            .with("retry-attempts", "2")
                            .with("retry-time", "3s")
                            .with("breaker-wait", "1s");
            IntStream.range(0, feedbacks).forEach(i -> sendFeedback(job, "{\"reward\":" + i + "}"));
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                running.awaitGauge("breakerState", OPEN);
                running.awaitCheckpoints(3);
                assertThat(running.gauge("feedbackDelivered")).isZero();

                model.become(FeedbackITCase::learner);

                running.awaitGauge("feedbackDelivered", feedbacks);
                running.stop();
                assertThat(letters.toTheEnd()).isEmpty();
            }
        }
    }

    /** Delivered at least once; what cannot be delivered is a dead letter exactly once. */
    @Test
    void isLostAndDeadLetteredTwiceByNoFailure() throws Exception {
        int feedbacks = 40;
        try (RestModelStub model =
                RestModelStub.promising(
                        call -> {
                            int number = number(call);
                            return number % 2 == 1
                                    ? CompletableFuture.completedFuture(Answer.status(400))
                                    : number < feedbacks / 2
                                            ? CompletableFuture.completedFuture(learner(call))
                                            : new CompletableFuture<>();
                        })) {
            TestJob job = TestJob.of(BROKER, model, 1).withFeedback().with("order", "unordered");
            IntStream.range(0, feedbacks).forEach(i -> sendFeedback(job, "{\"reward\":" + i + "}"));
            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.surviving());
            RunningJob.until(() -> model.calls().size() >= feedbacks);
            running.awaitCheckpoints(1);

            CLUSTER.replaceTaskManager();
            model.become(call -> number(call) % 2 == 1 ? Answer.status(400) : learner(call));

            awaitCommitted(job, job.feedback, feedbacks);
            running.stop();
            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(letters.toTheEnd())
                        .extracting(each -> text(each.value()))
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, feedbacks)
                                        .filter(i -> i % 2 == 1)
                                        .mapToObj(i -> "{\"reward\":" + i + "}")
                                        .toList());
            }
            assertThat(model.calls().stream().map(FeedbackITCase::number).distinct())
                    .hasSize(feedbacks);
        }
    }

    private static int number(Call call) {
        return Integer.parseInt(call.text().replaceAll("\\D", ""));
    }

    @Test
    void isReadFromTheBeginningOnceItIsTurnedOnAndFromWhereItWasLeftAfterThat() throws Exception {
        try (RestModelStub model = RestModelStub.answering(FeedbackITCase::learner)) {
            TestJob job = TestJob.of(BROKER, model, 1).withFeedback();
            job.send("{}");
            sendFeedback(job, "{\"reward\":0}");
            String off = ran(job.without("feedback-topic"), Start.PLAIN, 1, 0);
            assertThat(feedbackCalls(model)).isEmpty();

            String on = ran(job.with("feedback-topic", job.feedback), Start.PLAIN.from(off), 1, 1);
            sendFeedback(job, "{\"reward\":1}");
            String continued = ran(job, Start.PLAIN.from(on), 1, 1);
            String offAgain = ran(job.without("feedback-topic"), Start.PLAIN.from(continued), 1, 0);
            sendFeedback(job, "{\"reward\":2}");
            ran(job.with("feedback-topic", job.feedback), Start.PLAIN.from(offAgain), 1, 1);

            assertThat(feedbackCalls(model))
                    .extracting(FeedbackITCase::number)
                    .containsExactly(0, 1, 2);
        }
    }

    /** Waits for these many predictions in all and feedbacks of this run, and stops. */
    private static String ran(TestJob job, Start how, int predictions, int feedbacks)
            throws Exception {
        try (TopicReader output = BROKER.read(job.output)) {
            RunningJob running = RunningJob.start(CLUSTER, job, how);
            running.await(output, predictions);
            if (feedbacks > 0) {
                running.awaitGauge("feedbackDelivered", feedbacks);
                awaitCommittedAll(job);
            } else {
                running.awaitCheckpoints(1);
            }
            return running.stop();
        }
    }

    private static void awaitCommittedAll(TestJob job) throws Exception {
        TopicPartition partition = new TopicPartition(job.feedback, 0);
        long end =
                BROKER.admin()
                        .listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .all()
                        .get()
                        .get(partition)
                        .offset();
        awaitCommitted(job, job.feedback, end);
    }

    /** What was in flight when it was turned off is delivered, and not taken for a request. */
    @Test
    void isDeliveredFromASavepointThoughItIsTurnedOff() throws Exception {
        try (RestModelStub model = RestModelStub.promising(call -> new CompletableFuture<>())) {
            TestJob job = TestJob.of(BROKER, model, 1).withFeedback();
            sendFeedback(job, "{\"reward\":7}");
            RunningJob first = RunningJob.start(CLUSTER, job);
            first.awaitGauge("recordsInFlight", 1);
            String savepoint = first.stop();
            model.become(FeedbackITCase::learner);

            RunningJob second =
                    RunningJob.start(
                            CLUSTER, job.without("feedback-topic"), Start.PLAIN.from(savepoint));

            RunningJob.until(() -> feedbackCalls(model).size() >= 2);
            second.awaitGauge("recordsInFlight", 0);
            second.stop();
            assertThat(model.calls()).allMatch(call -> call.path().equals("/send-feedback"));
            try (TopicReader all = BROKER.read(job.output)) {
                assertThat(all.toTheEnd()).isEmpty();
            }
        }
    }

    @Test
    void isReadFromItsBeginningWhereItsTopicWasMadeAgain() throws Exception {
        try (RestModelStub model = RestModelStub.answering(FeedbackITCase::learner)) {
            TestJob job = TestJob.of(BROKER, model, 1).withFeedback();
            job.send("{}");
            sendFeedback(job, "{\"reward\":0}");
            sendFeedback(job, "{\"reward\":1}");
            String state = ran(job, Start.PLAIN, 1, 2);
            BROKER.deleteTopic(job.feedback);
            job.withFeedback();
            sendFeedback(job, "{\"reward\":2}");

            ran(job, Start.PLAIN.from(state), 1, 1);

            assertThat(feedbackCalls(model))
                    .extracting(FeedbackITCase::number)
                    .containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    void stopsTheJobWhereSomeWasDeletedBeforeItWasRead() throws Exception {
        try (RestModelStub model = RestModelStub.answering(FeedbackITCase::learner)) {
            TestJob job = TestJob.of(BROKER, model, 1).withFeedback();
            job.send("{}");
            sendFeedback(job, "{\"reward\":0}");
            String state = ran(job, Start.PLAIN, 1, 1);
            Stream.of(1, 2).forEach(i -> sendFeedback(job, "{\"reward\":" + i + "}"));
            BROKER.admin()
                    .deleteRecords(
                            Map.of(
                                    new TopicPartition(job.feedback, 0),
                                    RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();

            RunningJob running =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.surviving().from(state));

            assertThat(running.failure())
                    .hasStackTraceContaining(
                            "KAFKA_FEEDBACK_TOPIC: the feedback topic \"%s\" is not as the job has left it: partition 0 is to be read on from offset 1, and begins at 2"
                                    .formatted(job.feedback));
        }
    }

    @Test
    void hasToHaveATopicThatExists() throws Exception {
        try (RestModelStub model = RestModelStub.answering(FeedbackITCase::learner)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("feedback-topic", "nowhere");

            assertThatThrownBy(() -> RunningJob.start(CLUSTER, job))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "--feedback-topic: topic \"nowhere\" does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic nowhere, or correct the name)");
        }
    }

    @Test
    void isReadToItsEndToo() throws Exception {
        try (RestModelStub model = RestModelStub.answering(FeedbackITCase::learner)) {
            TestJob job = TestJob.of(BROKER, model, 1).withFeedback();
            job.send("{}", "{}", "{}");
            Stream.of(0, 1, 2).forEach(i -> sendFeedback(job, "{\"reward\":" + i + "}"));
            StopOffsets ends =
                    StopOffsets.lastOffsets(
                            Map.of(
                                    new TopicPartition(job.input, 0), 1L,
                                    new TopicPartition(job.feedback, 0), 1L));

            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.until(ends));

            running.awaitGauge("partitionsReadUntilEnd", 2);
            running.awaitGauge("recordsInFlight", 0);
            assertThat(running.gauge("feedbackDelivered")).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void isSentOverGrpcToTheServiceOfEachNode() throws Exception {
        Queue<String> methods = new ConcurrentLinkedQueue<>();
        Queue<byte[]> messages = new ConcurrentLinkedQueue<>();
        try (GrpcModelStub model =
                GrpcModelStub.start(
                        (call, headers, request) -> {
                            methods.add(call.getMethodDescriptor().getFullMethodName());
                            messages.add(request);
                            GrpcModelStub.answer(call, new byte[0]);
                        })) {
            TestJob job =
                    TestJob.at(BROKER, model.port(), 1)
                            .transport("grpc")
                            .graph(
                                    node(
                                            "router",
                                            "ROUTER",
                                            model.port(),
                                            node("a", "MODEL", model.port()),
                                            node("b", "MODEL", model.port())),
                                    "router",
                                    "a",
                                    "b")
                            .withFeedback();
            Feedback reward =
                    Feedback.newBuilder()
                            .setReward(0.5f)
                            .setTruth(SeldonMessage.newBuilder().setStrData("t"))
                            .build();
            sendProtobuf(job, reward, "seldon.protos.Feedback");
            sendProtobuf(job, reward, "seldon.protos.SeldonMessage");

            RunningJob running = RunningJob.start(CLUSTER, job);

            running.awaitGauge("feedbackDelivered", 1);
            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                ConsumerRecord<byte[], byte[]> letter = running.await(letters, 1).get(0);
                assertThat(header(letter, "leat-error-message"))
                        .isEqualTo(
                                "proto-name \"seldon.protos.SeldonMessage\" of the seldon protocol (expected: seldon.protos.Feedback)");
            }
            assertThat(methods)
                    .containsExactly(
                            "seldon.protos.Model/SendFeedback",
                            "seldon.protos.Router/SendFeedback");
            List<Feedback> seen = new ArrayList<>();
            for (byte[] message : messages) {
                seen.add(Feedback.parseFrom(message));
            }
            assertThat(seen)
                    .allMatch(each -> each.getReward() == 0.5f)
                    .allMatch(each -> each.getTruth().equals(reward.getTruth()))
                    .allMatch(
                            each ->
                                    each.getResponse()
                                            .getMeta()
                                            .getRoutingMap()
                                            .equals(Map.of("router", 1)));
        }
    }

    private static void sendProtobuf(TestJob job, Feedback feedback, String name) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(job.feedback, 0, null, feedback.toByteArray());
        record.headers()
                .add("proto-name", bytes(name))
                .add("leat-routing", bytes("router=1"))
                .add("leat-predictor", bytes("main"));
        BROKER.produce(List.of(record));
    }
}
