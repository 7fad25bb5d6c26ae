// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.Exchange.header;
import static io.leat.job.Exchange.json;
import static io.leat.job.RealServers.restUrl;
import static io.leat.job.TestJob.bytes;
import static io.leat.job.V2Json.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The v2 protocol over REST, answered by KServe. */
class KServeRestInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static TestJob oneModel(String name) {
        return EXCHANGE.model(Protocol.V2, restUrl("kserve"), name);
    }

    private static TestJob chain() {
        String url = restUrl("kserve");
        return EXCHANGE.models(Protocol.V2, "double=" + url, "triple=" + url);
    }

    private static Outcome binary(TestJob job, boolean refused) throws Exception {
        String head = V2Json.binaryHead(2);
        byte[] body = V2Json.withTensor(head, 1, 2.5f);
        var length = header("Inference-Header-Content-Length", String.valueOf(head.length()));
        var type = header("Content-Type", "application/octet-stream");
        return refused
                ? EXCHANGE.refuse(job, body, length, type)
                : EXCHANGE.predict(job, List.of(body), length, type).get(0);
    }

    @Test
    void predictsAndKeepsTheNullsOfTheAnswer() throws Exception {
        Outcome prediction = EXCHANGE.predict(oneModel("double"), request("[1,2]", "[1,2.5]"));

        JsonNode answer = prediction.json();
        assertThat(answer.at("/outputs/0/data")).isEqualTo(json("[2.0,5.0]"));
        assertThat(answer.get("model_version").isNull()).isTrue();
        assertThat(prediction.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void chainsTwoModelsWithNullsBetweenThem() throws Exception {
        Outcome prediction = EXCHANGE.predict(chain(), request("[1,2]", "[1,2.5]"));

        assertThat(prediction.json().get("model_name").asText()).isEqualTo("triple");
        assertThat(prediction.json().at("/outputs/0/data")).isEqualTo(json("[6.0,15.0]"));
    }

    @Test
    void takesAnAnswerWithTensorsForBinaryThoughItStatesNoType() throws Exception {
        Outcome prediction = binary(oneModel("double"), false);

        assertThat(prediction.header("Content-Type")).isEqualTo("application/octet-stream");
        int head = Integer.parseInt(prediction.header("Inference-Header-Content-Length"));
        byte[] value = prediction.value();
        assertThat(Arrays.copyOfRange(value, head, value.length)).isEqualTo(V2Json.tensor(2, 5));
    }

    @Test
    void chainsNoTensors() throws Exception {
        Outcome letter = binary(chain(), true);

        assertThat(letter.header("leat-error-code")).isEqualTo("bad-reply");
        assertThat(letter.header("leat-error-message"))
                .isEqualTo("an answer with binary tensors (expected: JSON alone, to be chained)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [1,1] | bad  | model-rejected 422 double
                    [1]   | [1]  | model-rejected 400 double
                    [1,1] | [-1] | model-failed 500 double
                    """)
    void keepsWhatTheServerRefuses(String shape, String data, String reason) throws Exception {
        byte[] request = bytes(request(shape, data));

        Outcome letter = EXCHANGE.refuse(oneModel("double"), request);

        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.value()).isEqualTo(request);
    }

    @Test
    void waitsForAModelThatIsNotLoaded() throws Exception {
        EXCHANGE.awaitRepeats(oneModel("stranger"), bytes(request("[1,2]", "[1,0]")));
    }
}
