// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands before a model answers in its place. That is never a record's fault while it is so
 * for all of them, before the first answer and after it.
 */
class InterceptedITCase {

    private static final int RECORDS = 30;
    private static final int MANY = 20;
    private static final String OTHER = "{\"poison\":1}";

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    /** What a login, a proxy or a mesh says in place of the model. */
    @SuppressWarnings("ImmutableEnumChecker") // an answer is never changed
    private enum Interception {
        REDIRECT(Answer.of(302, "text/html", bytes("<a href=\"/dex/auth\">Found</a>"))),
        REDIRECT_WITH_METHOD(Answer.of(307, "text/plain", bytes(""))),
        LOGIN_PAGE(Answer.of(200, "text/html", bytes("<!DOCTYPE html><form>"))),
        PAGE_CALLED_JSON(Answer.of(200, "application/json", bytes("<html>"))),
        MAINTENANCE(Answer.of(200, "text/html", bytes("Back in five minutes"))),
        FORBIDDEN(Answer.of(403, "text/plain", bytes("RBAC: access denied"))),
        POST_NOT_ALLOWED(Answer.of(405, "text/html", bytes("<html>")));

        private final Answer answer;

        Interception(Answer answer) {
            this.answer = answer;
        }

        Answer of(Call call) {
            return answer;
        }
    }

    /** Budgets so small that any failure would spend them, if it counted. */
    private static TestJob impatient(TestJob job) {
        return job.with("retry-attempts", "1")
                .with("retry-alone", "1ms")
                .with("breaker-wait", "1s");
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static List<String> echoes(List<String> values) {
        return values.stream().map(value -> "{\"echo\":" + value + "}").toList();
    }

    private static void assertPredictions(
            RunningJob running, TopicReader output, List<String> expected) {
        assertThat(running.await(output, expected.size()))
                .extracting(record -> text(record.value()))
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource(Interception.class)
    void isWaitedForUntilTheModelItselfAnswers(Interception interception) throws Exception {
        try (RestModelStub model = RestModelStub.answering(interception::of)) {
            TestJob job = impatient(TestJob.of(BROKER, model, 1));
            job.send(0, values(0, RECORDS));
            RunningJob running = RunningJob.start(CLUSTER, job);
            RunningJob.until(() -> running.gauge("intercepted\\.callFailures") >= MANY);
            running.awaitCheckpoints(2);

            model.become(RestModelStub::echo);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                assertPredictions(running, output, echoes(values(0, RECORDS)));
                running.stop();
                assertThat(letters.toTheEnd()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Interception.class)
    void isAnOutageIfItIsSoForAllThatComeAfterAnAnswer(Interception interception) throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job =
                    impatient(TestJob.of(BROKER, model, 1))
                            .with("retry-attempts", "5")
                            .with("retry-alone", "10s");
            job.send(0, values(0, 10));
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                running.await(output, 10);
                model.become(interception::of);
                job.send(0, values(10, 10 + RECORDS));
                running.awaitGauge("breakerState", 2);
                running.awaitCheckpoints(2);

                model.become(RestModelStub::echo);

                assertPredictions(running, output, echoes(values(0, 10 + RECORDS)));
                running.stop();
                assertThat(letters.toTheEnd()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Interception.class)
    void isADeadLetterIfOneRecordAmongGoodOnesGetsIt(Interception interception) throws Exception {
        Function<Call, Answer> one =
                call ->
                        call.text().equals(OTHER)
                                ? interception.of(call)
                                : RestModelStub.echo(call);
        try (RestModelStub model = RestModelStub.answering(one)) {
            TestJob job = impatient(TestJob.of(BROKER, model, 1));
            job.send(0, values(0, 5));
            job.send(OTHER);
            job.send(0, values(5, 10));

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                assertPredictions(running, output, echoes(values(0, 10)));
                ConsumerRecord<byte[], byte[]> letter = running.await(letters, 1).get(0);
                assertThat(text(letter.value())).isEqualTo(OTHER);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/html; charset=utf-8"})
    void isNotWhatAModelSaysThatCallsItsJsonHtml(String type) throws Exception {
        try (RestModelStub model =
                RestModelStub.answering(call -> Answer.of(200, type, bytes("{\"a\":1}")))) {
            TestJob job = impatient(TestJob.of(BROKER, model, 1));
            job.send("1");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                assertPredictions(running, output, List.of("{\"a\":1}"));
            }
        }
    }

    @Test
    void isWaitedForOverGrpcToo() throws Exception {
        AtomicReference<GrpcModelStub.Handler> model = new AtomicReference<>();
        model.set(
                (call, headers, request) ->
                        call.close(
                                Status.PERMISSION_DENIED.withDescription("RBAC: access denied"),
                                new Metadata()));
        try (GrpcModelStub server =
                GrpcModelStub.start(
                        (call, headers, request) -> model.get().handle(call, headers, request),
                        null)) {
            TestJob job = impatient(TestJob.at(BROKER, server.port(), 1).transport("grpc"));
            byte[] message = {10, 0};
            BROKER.produce(
                    IntStream.range(0, RECORDS).mapToObj(i -> record(job, message)).toList());
            RunningJob running = RunningJob.start(CLUSTER, job);
            RunningJob.until(() -> running.gauge("intercepted\\.callFailures") >= MANY);
            running.awaitCheckpoints(2);

            model.set((call, headers, request) -> GrpcModelStub.answer(call, request));

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(running.await(output, RECORDS))
                        .extracting(ConsumerRecord::value)
                        .containsOnly(message);
                running.stop();
                assertThat(letters.toTheEnd()).isEmpty();
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(TestJob job, byte[] message) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(job.input, 0, null, message);
        record.headers().add("proto-name", bytes("seldon.protos.SeldonMessage"));
        return record;
    }
}
