// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.node;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a record comes out again: key, timestamp, headers; and what becomes of a tombstone. */
class RecordContractITCase {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static ConsumerRecord<byte[], byte[]> predictionFor(
            TestJob job, byte[] key, byte[] value, Header... headers) throws Exception {
        BROKER.produce(
                List.of(new ProducerRecord<>(job.input, 0, 1_234L, key, value, List.of(headers))));
        RunningJob running = RunningJob.start(CLUSTER, job);
        try (TopicReader output = BROKER.read(job.output)) {
            return running.await(output, 1).get(0);
        }
    }

    private static Header header(String name, byte[] value) {
        return new RecordHeader(name, value);
    }

    private static List<Map.Entry<String, String>> headers(ConsumerRecord<byte[], byte[]> record) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            String value = header.value() == null ? "-" : text(header.value());
            boolean measured = header.key().equals("leat-latency-ms") && value.matches("\\d+");
            headers.add(entry(header.key(), measured ? "a number" : value));
        }
        return headers;
    }

    @Test
    void passesAllHeadersOnWithTheAnswersContentType() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);

            ConsumerRecord<byte[], byte[]> prediction =
                    predictionFor(
                            job,
                            null,
                            bytes("1"),
                            header("traceparent", bytes("00-1-2-01")),
                            header("content-type", bytes("application/x-mine")),
                            header("twice", bytes("a")),
                            header("twice", bytes("ü")),
                            header("none", null),
                            header("Seldon-Puid", bytes("p-1")));

            assertThat(headers(prediction))
                    .containsExactly(
                            entry("traceparent", "00-1-2-01"),
                            entry("twice", "a"),
                            entry("twice", "ü"),
                            entry("none", "-"),
                            entry("Seldon-Puid", "p-1"),
                            entry("Content-Type", "application/json"),
                            entry("leat-predictor", "main"),
                            entry("leat-latency-ms", "a number"));
            assertThat(model.calls().get(0).headers())
                    .containsEntry("Traceparent", List.of("00-1-2-01"))
                    .containsEntry("Content-type", List.of("application/x-mine"))
                    .hasEntrySatisfying("Twice", values -> assertThat(values).hasSize(2))
                    .doesNotContainKey("None");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Seldon-Puid", "seldon-puid", "SELDON-PUID"})
    void keepsAPuidUnderAnyCase(String name) throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);

            ConsumerRecord<byte[], byte[]> prediction =
                    predictionFor(job, null, bytes("1"), header(name, bytes("mine")));

            assertThat(headers(prediction))
                    .containsExactly(
                            entry("Seldon-Puid", "mine"),
                            entry("Content-Type", "application/json"),
                            entry("leat-predictor", "main"),
                            entry("leat-latency-ms", "a number"));
            assertThat(model.calls().get(0).headers().get("Seldon-Puid")).containsExactly("mine");
        }
    }

    @Test
    void makesAPuidThatModelAndOutputShare() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);

            ConsumerRecord<byte[], byte[]> prediction = predictionFor(job, null, bytes("1"));

            String puid = text(prediction.headers().lastHeader("Seldon-Puid").value());
            assertThat(puid).matches(UUID);
            assertThat(model.calls().get(0).headers().get("Seldon-Puid")).containsExactly(puid);
            assertThat(model.calls().get(0).headers().get("Idempotency-Key"))
                    .containsExactly(job.input + "-0-0-m-predict");
        }
    }

    @Test
    void givesEachNodeOfOneServerAnIdempotencyKeyOfItsOwn() throws Exception {
        try (RestModelStub model =
                RestModelStub.answering(call -> Answer.ok("{\"strData\":\"1\"}"))) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .graph(
                                    node(
                                            "first",
                                            "MODEL",
                                            model.port(),
                                            node("second", "MODEL", model.port())),
                                    "first",
                                    "second");

            predictionFor(job, null, bytes("{\"strData\":\"1\"}"));

            assertThat(model.calls())
                    .extracting(call -> call.headers().getFirst("Idempotency-Key"))
                    .containsExactly(
                            job.input + "-0-0-first-predict", job.input + "-0-0-second-predict");
        }
    }

    @Test
    void keepsABinaryKeyAndTheTimestamp() throws Exception {
        byte[] key = {0, (byte) 0xff, 10, 13};
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);

            ConsumerRecord<byte[], byte[]> prediction = predictionFor(job, key, bytes("1"));

            assertThat(prediction.key()).isEqualTo(key);
            assertThat(prediction.timestamp()).isEqualTo(1_234L);
        }
    }

    @Test
    void leavesAMissingKeyMissing() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);

            assertThat(predictionFor(job, null, bytes("1")).key()).isNull();
        }
    }

    @Test
    void makesATombstoneADeadLetterWithoutACall() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            BROKER.produce(List.of(new ProducerRecord<>(job.input, 0, bytes("k"), null)));

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                ConsumerRecord<byte[], byte[]> letter = running.await(letters, 1).get(0);
                assertThat(letter.key()).isEqualTo(bytes("k"));
                assertThat(letter.value()).isNull();
                assertThat(headers(letter))
                        .contains(
                                entry("leat-error-code", "tombstone"),
                                entry("leat-predictor", "main"),
                                entry(
                                        "leat-error-message",
                                        "the record has no value (expected: a prediction request)"),
                                entry("leat-error-attempts", "0"));
            }
            assertThat(model.calls()).isEmpty();
        }
    }

    @Test
    void passesATombstoneOnWhereThatIsAsked() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("tombstones", "pass");

            ConsumerRecord<byte[], byte[]> tombstone =
                    predictionFor(job, bytes("k"), null, header("h", bytes("v")));

            assertThat(tombstone.key()).isEqualTo(bytes("k"));
            assertThat(tombstone.value()).isNull();
            assertThat(headers(tombstone)).contains(entry("h", "v"));
            assertThat(model.calls()).isEmpty();
        }
    }
}
