// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.Exchange.json;
import static io.leat.job.RealServers.restUrl;
import static io.leat.job.TestJob.bytes;
import static io.leat.job.V2Json.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The v2 protocol over REST, answered by MLServer with a scikit-learn model. */
class MlServerRestInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static TestJob oneModel(String name) {
        return EXCHANGE.model(Protocol.V2, restUrl("mlserver"), name);
    }

    @Test
    void predicts() throws Exception {
        Outcome prediction =
                EXCHANGE.predict(oneModel("classes"), request("[3,2]", "[0,1, 1,0, 1,1]"));

        assertThat(prediction.json().at("/outputs/0/data")).isEqualTo(json("[1,2,3]"));
        assertThat(prediction.json().has("model_version")).isFalse();
        assertThat(prediction.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void takesAnAnswerForARequest() throws Exception {
        String answer = request("[1,2]", "[1,0]").replace("inputs", "outputs");

        Outcome prediction = EXCHANGE.predict(oneModel("classes"), answer);

        assertThat(prediction.json().at("/outputs/0/data")).isEqualTo(json("[2]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [1,2] | bad     | model-rejected 422 classes
                    [1,3] | [1,0,1] | model-failed 500 classes
                    """)
    void keepsWhatTheServerRefuses(String shape, String data, String reason) throws Exception {
        byte[] request = bytes(request(shape, data));

        Outcome letter = EXCHANGE.refuse(oneModel("classes"), request);

        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.value()).isEqualTo(request);
    }

    @Test
    void waitsForAModelThatIsNotLoaded() throws Exception {
        EXCHANGE.awaitRepeats(oneModel("stranger"), bytes(request("[1,2]", "[1,0]")));
    }

    @Test
    void predictsForRecordsThatShareCalls() throws Exception {
        TestJob job = oneModel("classes").with("batch-max-size", "16");
        List<byte[]> requests = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String row = List.of("[0,1]", "[1,0]", "[1,1]").get(i % 3);
            String request = request("[1,2]", row).replaceFirst("\\{", "{\"id\":\"r" + i + "\",");
            requests.add(bytes(request));
            classes.add("r" + i + ": [1] [" + (i % 3 + 1) + "]");
        }

        List<Outcome> predictions = EXCHANGE.predict(job, requests);

        assertThat(predictions).map(MlServerRestInterop::idAndClass).isEqualTo(classes);
    }

    private static String idAndClass(Outcome prediction) throws JsonProcessingException {
        JsonNode json = prediction.json();
        JsonNode shape = json.at("/outputs/0/shape");
        return json.get("id").asText() + ": [" + shape.get(0) + "] " + json.at("/outputs/0/data");
    }
}
