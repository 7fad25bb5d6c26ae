// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.Exchange.json;
import static io.leat.job.RealServers.grpcUrl;
import static io.leat.job.RealServers.restUrl;
import static io.leat.job.TestJob.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import io.leat.wire.v2.ModelInferResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One graph over servers of several makers: each must take the others' answers as requests. */
class MixedInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    @Test
    void chainsTritonAndKServeAndMlServerOverRest() throws Exception {
        TestJob job =
                EXCHANGE.models(
                        Protocol.V2,
                        "half=" + restUrl("triton"),
                        "double=" + restUrl("kserve"),
                        "classes=" + restUrl("mlserver"));

        Outcome prediction = EXCHANGE.predict(job, V2Json.request("[1,2]", "[1,0]"));

        assertThat(prediction.json().get("model_name").asText()).isEqualTo("classes");
        assertThat(prediction.json().at("/outputs/0/data")).isEqualTo(json("[2]"));
    }

    /** KServe writes {@code "parameters":null}, which Triton takes for a broken request. */
    @Test
    void saysThatTritonRefusesTheNullsOfKServe() throws Exception {
        TestJob job =
                EXCHANGE.models(
                        Protocol.V2, "double=" + restUrl("kserve"), "half=" + restUrl("triton"));

        Outcome letter = EXCHANGE.refuse(job, bytes(V2Json.request("[1,2]", "[1,0]")));

        assertThat(letter.reason()).isEqualTo("model-failed 500 half");
    }

    @Test
    void chainsKServeAndTritonAndMlServerOverGrpc() throws Exception {
        TestJob job =
                EXCHANGE.models(
                        Protocol.V2,
                        "double=" + grpcUrl("kserve"),
                        "half=" + grpcUrl("triton"),
                        "classes=" + grpcUrl("mlserver"));

        ModelInferResponse answer = V2Proto.response(EXCHANGE.predict(job, V2Proto.request(1, 0)));

        assertThat(answer.getModelName()).isEqualTo("classes");
        assertThat(answer.getRawOutputContents(0).toByteArray())
                .containsExactly(2, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void chainsTritonAndKServeOverGrpc() throws Exception {
        TestJob job =
                EXCHANGE.models(
                        Protocol.V2, "half=" + grpcUrl("triton"), "double=" + grpcUrl("kserve"));

        ModelInferResponse answer = V2Proto.response(EXCHANGE.predict(job, V2Proto.request(1, 5)));

        assertThat(answer.getModelName()).isEqualTo("double");
        assertThat(answer.getRawOutputContentsList()).containsExactly(V2Proto.raw(1, 5));
    }
}
