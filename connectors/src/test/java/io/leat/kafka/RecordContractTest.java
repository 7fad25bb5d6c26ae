// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordContractTest {

    private static final AnsweredBy REST = new AnsweredBy("main", Transport.REST);
    private static final AnsweredBy GRPC = new AnsweredBy("main", Transport.GRPC);

    private static final Payload ANSWER = new Payload(Requests.bytes("{}"), "application/json");

    private static List<String> headers(InferenceResult result) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < result.headerNames.length; i++) {
            String value = new String(result.headerValues[i], StandardCharsets.UTF_8);
            lines.add(result.headerNames[i] + ": " + value);
        }
        return lines;
    }

    @Test
    void keepsThePuidWhateverTheCaseOfItsName() {
        assertThat(RecordContract.puid(Requests.withHeaders("seldon-PUID", "p1"))).isEqualTo("p1");
    }

    @Test
    void makesTheSamePuidForARecordThatIsRepeated() {
        String first = RecordContract.puid(Requests.at(0, 5));

        assertThat(RecordContract.puid(Requests.at(0, 5))).isEqualTo(first).hasSize(36);
        assertThat(RecordContract.puid(Requests.at(0, 6))).isNotEqualTo(first);
    }

    @Test
    void makesAPuidOfItsOwnForEachRecord() {
        Set<UUID> puids = new HashSet<>();
        for (int partition = 0; partition < 50; partition++) {
            for (int offset = 0; offset < 2_000; offset++) {
                puids.add(UUID.fromString(RecordContract.puid(Requests.at(partition, offset))));
            }
        }

        assertThat(puids).hasSize(100_000).allMatch(id -> id.version() == 8 && id.variant() == 2);
    }

    @Test
    void readsTheContentTypeWhateverTheCaseOfItsName() {
        InferenceRequest request = Requests.withHeaders("content-type", "text/csv");

        assertThat(RecordContract.contentType(request)).isEqualTo("text/csv");
    }

    @Test
    void takesJsonForARecordWithNoneOrTwoContentTypes() {
        assertThat(RecordContract.contentType(Requests.withHeaders()))
                .isEqualTo("application/json");
        assertThat(
                        RecordContract.contentType(
                                Requests.withHeaders("Content-Type", "a/b", "content-type", "c/d")))
                .isEqualTo("application/json");
    }

    @Test
    void passesHeadersOnAndStatesPuidAndContentTypeOnce() {
        InferenceRequest request =
                Requests.withHeaders(
                        "a", "1", "content-type", "text/csv", "a", "2", "seldon-puid", "p");

        InferenceResult result =
                RecordContract.prediction(request, REST, "p", ANSWER, 12, null, null);

        assertThat(headers(result))
                .containsExactly(
                        "a: 1",
                        "a: 2",
                        "Seldon-Puid: p",
                        "Content-Type: application/json",
                        "leat-predictor: main",
                        "leat-latency-ms: 12");
        assertThat(result.key).isEqualTo(request.key);
        assertThat(result.timestamp).isEqualTo(request.timestamp);
        assertThat(result.deadLetter).isFalse();
    }

    @Test
    void dropsWhatDescribedTheBodyOfTheRequest() {
        InferenceRequest request =
                Requests.withHeaders(
                        "Content-Encoding", "gzip", "Inference-Header-Content-Length", "12");

        assertThat(headers(RecordContract.prediction(request, REST, "p", ANSWER, 12, null, null)))
                .containsExactly(
                        "Seldon-Puid: p",
                        "Content-Type: application/json",
                        "leat-predictor: main",
                        "leat-latency-ms: 12");
    }

    @Test
    void saysOfAPredictionThatIsARecordAgainWhoAnswersItNow() {
        InferenceRequest request =
                Requests.withHeaders("leat-predictor", "before", "Leat-Latency-Ms", "7");

        assertThat(headers(RecordContract.prediction(request, REST, "p", ANSWER, 12, null, null)))
                .containsExactly(
                        "Seldon-Puid: p",
                        "Content-Type: application/json",
                        "leat-predictor: main",
                        "leat-latency-ms: 12");
        assertThat(headers(RecordContract.tombstone(request, REST, "p")))
                .containsExactly("Seldon-Puid: p", "leat-predictor: main");
    }

    @Test
    void namesThePredictorInTheDeadLetterOfAPredictionThatCannotBeWritten() {
        InferenceRequest request = Requests.withHeaders("leat-predictor", "before");
        InferenceResult unwritten =
                RecordContract.prediction(request, REST, "p", ANSWER, 12, null, null);
        CallFailure failure = CallFailure.of(DeadLetterCode.OUTPUT_TOO_LARGE, "too large", null);

        InferenceResult letter = RecordContract.deadLetter(unwritten, failure, Instant.EPOCH);

        assertThat(headers(letter))
                .startsWith(
                        "leat-predictor: before",
                        "leat-error-code: output-too-large",
                        "leat-predictor: main");
        assertThat(headers(RecordContract.bareDeadLetter(letter)))
                .contains("leat-predictor: main")
                .doesNotContain("leat-predictor: before");
    }

    @Test
    void keepsTheRecordInADeadLetterAndSaysWhy() {
        InferenceRequest request = Requests.withHeaders("content-type", "text/csv");
        CallFailure failure =
                new CallFailure(
                        DeadLetterCode.MODEL_REJECTED,
                        "HTTP status 400",
                        "m",
                        "http://h:9000",
                        "400",
                        1);

        InferenceResult letter =
                RecordContract.deadLetter(
                        request, "main", failure, Instant.parse("2026-01-02T03:04:05Z"));

        assertThat(letter.deadLetter).isTrue();
        assertThat(letter.value).isEqualTo(request.value);
        assertThat(headers(letter))
                .containsExactly(
                        "content-type: text/csv",
                        "leat-error-code: model-rejected",
                        "leat-predictor: main",
                        "leat-error-message: HTTP status 400",
                        "leat-error-node: m",
                        "leat-error-model: m",
                        "leat-error-endpoint: http://h:9000",
                        "leat-error-status: 400",
                        "leat-error-attempts: 1",
                        "leat-error-source-topic: in",
                        "leat-error-source-partition: 0",
                        "leat-error-source-offset: 7",
                        "leat-error-source-timestamp: -1",
                        "leat-error-time: 2026-01-02T03:04:05Z");
    }

    @Test
    void keepsWhatTheModelHasSaidInAHeaderOfItsOwn() {
        CallFailure failure =
                CallFailure.of(DeadLetterCode.MODEL_REJECTED, "HTTP status 422", "m")
                        .withDetail("{\"error\":\"größer als 3\"}");

        InferenceResult letter =
                RecordContract.deadLetter(Requests.withHeaders(), "main", failure, Instant.EPOCH);

        assertThat(headers(letter))
                .contains(
                        "leat-error-message: HTTP status 422",
                        "leat-error-detail: {\"error\":\"größer als 3\"}");
    }

    @Test
    void saysWhereTheBinaryTensorsOfAnAnswerBegin() {
        Payload answer = new Payload(new byte[8], "application/octet-stream", "4");

        assertThat(
                        headers(
                                RecordContract.prediction(
                                        Requests.withHeaders(), REST, "p", answer, 12, null, null)))
                .contains("Inference-Header-Content-Length: 4");
    }

    @Test
    void namesTheMessageOfAGrpcAnswer() {
        InferenceRequest request =
                Requests.withHeaders("proto-name", "inference.ModelInferRequest", "a", "1");
        Payload answer = new Payload(new byte[0], "inference.ModelInferResponse");

        assertThat(headers(RecordContract.prediction(request, GRPC, "p", answer, 12, null, null)))
                .containsExactly(
                        "a: 1",
                        "Seldon-Puid: p",
                        "proto-name: inference.ModelInferResponse",
                        "leat-predictor: main",
                        "leat-latency-ms: 12");
    }
}
