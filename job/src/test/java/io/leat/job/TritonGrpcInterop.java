// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.Exchange.protoName;
import static io.leat.job.RealServers.grpcUrl;
import static io.leat.job.V2Proto.raw;
import static io.leat.job.V2Proto.rawRequest;
import static io.leat.job.V2Proto.request;
import static io.leat.job.V2Proto.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The v2 protocol over gRPC, answered by Triton, which compresses its replies here. */
class TritonGrpcInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static TestJob oneModel(String name) {
        return EXCHANGE.model(Protocol.V2, grpcUrl("triton"), name);
    }

    @Test
    void keepsTheBytesThatAnswerANumberedRequest() throws Exception {
        ModelInferResponse answer = response(EXCHANGE.predict(oneModel("half"), request(1, 5)));

        assertThat(answer.getModelName()).isEqualTo("half");
        assertThat(answer.getModelVersion()).isEqualTo("1");
        assertThat(answer.getOutputs(0).hasContents()).isFalse();
        assertThat(answer.getRawOutputContentsList()).containsExactly(raw(0.5f, 2.5f));
    }

    @Test
    void keepsTheBytesThatAnswerBytes() throws Exception {
        ModelInferResponse answer = response(EXCHANGE.predict(oneModel("half"), rawRequest(1, 5)));

        assertThat(answer.getRawOutputContentsList()).containsExactly(raw(0.5f, 2.5f));
    }

    @Test
    void takesAnAnswerForARequest() throws Exception {
        ModelInferResponse answer =
                response(EXCHANGE.predict(oneModel("half"), V2Proto.answer(1, 5)));

        assertThat(answer.getRawOutputContentsList()).containsExactly(raw(0.5f, 2.5f));
    }

    @Test
    void chainsTwoModels() throws Exception {
        String url = grpcUrl("triton");
        TestJob job = EXCHANGE.models(Protocol.V2, "half=" + url, "quarter=" + url);

        ModelInferResponse answer = response(EXCHANGE.predict(job, request(1, 5)));

        assertThat(answer.getModelName()).isEqualTo("quarter");
        assertThat(answer.getRawOutputContentsList()).containsExactly(raw(0.125f, 0.625f));
    }

    @ParameterizedTest
    @CsvSource({
        " 1, 3, model-rejected INVALID_ARGUMENT half",
        "-1, 2, model-failed INTERNAL half",
    })
    void keepsWhatTheServerRefuses(float number, int features, String reason) throws Exception {
        float[] numbers = new float[features];
        numbers[0] = number;
        ModelInferRequest request = request(numbers);

        Outcome letter = EXCHANGE.refuse(oneModel("half"), request);

        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.value()).isEqualTo(request.toByteArray());
    }

    @Test
    void waitsForAModelThatIsNotLoaded() throws Exception {
        ModelInferRequest request = request(1, 2);

        EXCHANGE.awaitRepeats(oneModel("stranger"), request.toByteArray(), protoName(request));
    }

    /** The server itself takes eight rows; it refuses more, and each record goes alone. */
    @ParameterizedTest
    @CsvSource({"true, 8", "false, 8", "true, 16"})
    void predictsForRecordsThatShareCalls(boolean raw, String size) throws Exception {
        TestJob job = oneModel("half").with("batch-max-size", size);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ModelInferRequest request = raw ? rawRequest(i, 5) : request(i, 5);
            requests.add(request.toBuilder().setId("r" + i).build().toByteArray());
        }

        List<Outcome> predictions =
                EXCHANGE.predict(job, requests, protoName(ModelInferRequest.getDefaultInstance()));

        for (int i = 0; i < predictions.size(); i++) {
            ModelInferResponse answer = response(predictions.get(i));
            assertThat(answer.getId()).isEqualTo("r" + i);
            assertThat(answer.getOutputs(0).getShapeList()).containsExactly(1L, 2L);
            assertThat(answer.getRawOutputContentsList()).containsExactly(raw(i / 2f, 2.5f));
        }
    }
}
