// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.Exchange.protoName;
import static io.leat.job.RealServers.grpcUrl;
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

/** The v2 protocol over gRPC, answered by MLServer with a scikit-learn model. */
class MlServerGrpcInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static TestJob oneModel(String name) {
        return EXCHANGE.model(Protocol.V2, grpcUrl("mlserver"), name);
    }

    @Test
    void predictsAndFillsTheModelsName() throws Exception {
        ModelInferResponse answer = response(EXCHANGE.predict(oneModel("classes"), request(1, 0)));

        assertThat(answer.getModelName()).isEqualTo("classes");
        assertThat(answer.getOutputs(0).getContents().getInt64ContentsList()).containsExactly(2L);
        assertThat(answer.getRawOutputContentsList()).isEmpty();
    }

    @Test
    void answersRawWhenAskedRaw() throws Exception {
        ModelInferResponse answer =
                response(EXCHANGE.predict(oneModel("classes"), rawRequest(1, 0)));

        assertThat(answer.getRawOutputContents(0).toByteArray())
                .containsExactly(2, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void keepsARecordOfTheWrongShape() throws Exception {
        ModelInferRequest request = request(1, 0, 1);

        Outcome letter = EXCHANGE.refuse(oneModel("classes"), request);

        assertThat(letter.reason()).isEqualTo("model-failed INTERNAL classes");
        assertThat(letter.value()).isEqualTo(request.toByteArray());
    }

    @Test
    void waitsForAModelThatIsNotLoaded() throws Exception {
        ModelInferRequest request = request(1, 0);

        EXCHANGE.awaitRepeats(oneModel("stranger"), request.toByteArray(), protoName(request));
    }
}
