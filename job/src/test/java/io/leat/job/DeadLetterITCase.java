// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import io.leat.testing.net.FreePorts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that a model cannot answer, and models that cannot answer now. */
class DeadLetterITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    /** Does what the record's value says. */
    private static Answer obey(Call call) {
        return switch (call.text()) {
            case "fine" -> Answer.ok("good");
            case "text" -> Answer.of(200, "text/plain", bytes("no JSON"));
            case "empty" -> Answer.ok("");
            case "huge" -> Answer.ok("x".repeat(9_000));
            case "large" -> Answer.ok("x".repeat(3_000));
            default -> Answer.status(Integer.parseInt(call.text()));
        };
    }

    /** A job whose model answers at most 8 kB and whose output takes at most 2 kB. */
    private static TestJob job(RestModelStub model) {
        TestJob job = TestJob.of(BROKER, model, 1);
        BROKER.setTopicConfig(job.output, "max.message.bytes", "2000");
        return job.with("max-reply-bytes", "8000").with("retry-alone", "1ms");
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        return headers;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    400   | model-rejected   | 400 | m | 1 | HTTP status 400 for REQUEST (expected: 2xx)
                    422   | model-rejected   | 422 | m | 1 | HTTP status 422 for REQUEST (expected: 2xx)
                    500   | model-failed     | 500 | m | 5 | HTTP status 500 for REQUEST (expected: 2xx); the record's budget of 5 attempts is spent
                    204   | bad-reply        | 204 | m | 1 | HTTP status 204 with an empty body (expected: a prediction), for REQUEST
                    empty | bad-reply        | 200 | m | 1 | HTTP status 200 with an empty body (expected: a prediction), for REQUEST
                    huge  | bad-reply        | 200 | m | 1 | a reply of more than 8000 bytes (expected: at most that), for REQUEST
                    large | output-too-large | -   | - | 0 | the prediction takes N bytes as a record (expected: at most 2000, the limit of OUTPUT)
                    """)
    void keepsTheRecordAndTheReason(
            String value, String code, String status, String node, String attempts, String message)
            throws Exception {
        try (RestModelStub model = RestModelStub.answering(DeadLetterITCase::obey)) {
            TestJob job = job(model);
            Header own = new RecordHeader("own", bytes("ü"));
            BROKER.produce(
                    List.of(
                            new ProducerRecord<>(
                                    job.input, 0, 77L, bytes("k"), bytes(value), List.of(own))));
            job.send("fine");
            Instant before = Instant.now();

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                ConsumerRecord<byte[], byte[]> letter = running.await(letters, 1).get(0);
                assertThat(text(letter.key())).isEqualTo("k");
                assertThat(text(letter.value())).isEqualTo(value);
                assertThat(letter.timestamp()).isEqualTo(77L);
                Map<String, String> headers = headers(letter);
                assertThat(Instant.parse(headers.remove("leat-error-time")))
                        .isBetween(before, Instant.now());
                headers.computeIfPresent("leat-error-message", (name, said) -> withoutSize(said));
                assertThat(headers)
                        .isEqualTo(expected(job, model, code, status, node, attempts, message));
                assertThat(running.await(output, 1))
                        .extracting(record -> text(record.value()))
                        .containsExactly("good");
            }
        }
    }

    /** That of a prediction depends on how long it took. */
    private static String withoutSize(String message) {
        return message.replaceFirst("takes \\d+ bytes", "takes N bytes");
    }

    private static Map<String, String> expected(
            TestJob job,
            RestModelStub model,
            String code,
            String status,
            String node,
            String attempts,
            String message) {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("own", "ü");
        expected.put("leat-error-code", code);
        expected.put("leat-predictor", "main");
        expected.put(
                "leat-error-message",
                message.replace("OUTPUT", job.output).replace("REQUEST", "POST /predict"));
        if (node != null) {
            expected.put("leat-error-node", node);
        }
        if (status != null) {
            expected.put("leat-error-model", "m");
            expected.put("leat-error-endpoint", "http://127.0.0.1:" + model.port());
            expected.put("leat-error-status", status);
        }
        expected.put("leat-error-attempts", attempts);
        expected.put("leat-error-source-topic", job.input);
        expected.put("leat-error-source-partition", "0");
        expected.put("leat-error-source-offset", "0");
        expected.put("leat-error-source-timestamp", "77");
        return expected;
    }

    @Test
    void keepsWhatTheModelSaysIfAskedTo() throws Exception {
        try (RestModelStub model =
                RestModelStub.answering(
                        Answer.of(422, "application/json", "{\"error\":\"no x\"}"))) {
            TestJob job = job(model).with("error-detail", "true");
            job.send("1");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(headers(running.await(letters, 1).get(0)))
                        .containsEntry("leat-error-detail", "{\"error\":\"no x\"}")
                        .containsEntry(
                                "leat-error-message",
                                "HTTP status 422 for POST /predict (expected: 2xx)");
            }
        }
    }

    @Test
    void leavesTheJudgementOfAnAnswersContentToTheReader() throws Exception {
        try (RestModelStub model = RestModelStub.answering(DeadLetterITCase::obey)) {
            TestJob job = job(model);
            job.send("text");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                ConsumerRecord<byte[], byte[]> prediction = running.await(output, 1).get(0);
                assertThat(text(prediction.value())).isEqualTo("no JSON");
                assertThat(headers(prediction)).containsEntry("Content-Type", "text/plain");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"429", "502", "503", "504"})
    void waitsForAModelThatIsOverloaded(int status) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (RestModelStub model =
                RestModelStub.answering(
                        call ->
                                calls.incrementAndGet() < 4
                                        ? Answer.status(status)
                                        : Answer.ok("good"))) {
            TestJob job = job(model);
            job.send("1");

            RunningJob running = RunningJob.start(CLUSTER, job);

            assertAnsweredWithoutDeadLetters(running, job, "good");
            assertThat(model.calls()).hasSize(4);
        }
    }

    @Test
    void waitsForAModelThatIsNotThereYet() throws Exception {
        int port = FreePorts.free();
        TestJob job = TestJob.at(BROKER, port, 1);
        job.send("1");
        RunningJob running = RunningJob.start(CLUSTER, job);
        RunningJob.until(() -> running.gauge("callRetries") >= 2);

        try (RestModelStub late = RestModelStub.answeringAt(port, call -> Answer.ok("late"))) {
            assertAnsweredWithoutDeadLetters(running, job, "late");
            assertThat(late.calls()).hasSize(1);
        }
    }

    private static void assertAnsweredWithoutDeadLetters(
            RunningJob running, TestJob job, String answer) throws Exception {
        try (TopicReader output = BROKER.read(job.output);
                TopicReader letters = BROKER.read(job.deadLetters)) {
            assertThat(running.await(output, 1))
                    .extracting(record -> text(record.value()))
                    .containsExactly(answer);
            running.stop();
            assertThat(letters.toTheEnd()).isEmpty();
        }
    }
}
