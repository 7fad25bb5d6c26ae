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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The v2 protocol over gRPC, answered by KServe. */
class KServeGrpcInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static TestJob oneModel(String name) {
        return EXCHANGE.model(Protocol.V2, grpcUrl("kserve"), name);
    }

    @Test
    void predictsAndFillsTheModelsName() throws Exception {
        Outcome prediction = EXCHANGE.predict(oneModel("double"), request(1, 2.5f));

        ModelInferResponse answer = response(prediction);
        assertThat(answer.getModelName()).isEqualTo("double");
        assertThat(answer.getOutputs(0).getContents().getFp32ContentsList())
                .containsExactly(2f, 5f);
    }

    @Test
    void answersRawWhenAskedRaw() throws Exception {
        Outcome prediction = EXCHANGE.predict(oneModel("double"), rawRequest(1, 2.5f));

        assertThat(response(prediction).getRawOutputContentsList()).containsExactly(raw(2, 5));
    }

    @Test
    void takesAnAnswerForARequest() throws Exception {
        Outcome prediction = EXCHANGE.predict(oneModel("double"), V2Proto.answer(1, 2.5f));

        assertThat(response(prediction).getRawOutputContentsList()).containsExactly(raw(2, 5));
    }

    @Test
    void chainsTwoModels() throws Exception {
        String url = grpcUrl("kserve");
        TestJob job = EXCHANGE.models(Protocol.V2, "double=" + url, "triple=" + url);

        Outcome prediction = EXCHANGE.predict(job, request(1, 2.5f));

        ModelInferResponse answer = response(prediction);
        assertThat(answer.getModelName()).isEqualTo("triple");
        assertThat(answer.getOutputs(0).getContents().getFp32ContentsList())
                .containsExactly(6f, 15f);
    }

    @Test
    void keepsARecordThatMakesTheModelFail() throws Exception {
        Outcome letter = EXCHANGE.refuse(oneModel("double"), request(-1));

        assertThat(letter.reason()).isEqualTo("model-failed INTERNAL double");
        assertThat(letter.value()).isEqualTo(request(-1).toByteArray());
    }

    @Test
    void keepsARecordForAnotherModelThanTheNodes() throws Exception {
        ModelInferRequest lost = request(1).toBuilder().setModelName("stranger").build();

        Outcome letter = EXCHANGE.refuseSecond(oneModel("double"), request(1), lost);

        assertThat(letter.reason()).isEqualTo("model-rejected NOT_FOUND double");
        assertThat(letter.value()).isEqualTo(lost.toByteArray());
    }

    @Test
    void waitsForAModelThatIsNotLoaded() throws Exception {
        ModelInferRequest request = request(1);

        EXCHANGE.awaitRepeats(oneModel("stranger"), request.toByteArray(), protoName(request));
    }
}
