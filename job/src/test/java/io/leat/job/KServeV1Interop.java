// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.Exchange.json;
import static io.leat.job.RealServers.restUrl;
import static io.leat.job.TestJob.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tensorflow protocol over REST, answered by KServe, whose V1 protocol is the same. */
class KServeV1Interop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static TestJob oneModel(String name) {
        return EXCHANGE.model(Protocol.TENSORFLOW, restUrl("kserve"), name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"instances": [[1,2],[3,4]]}              | {"predictions":[[2,4],[6,8]]}
                    {"predictions": [[1,2]]}                  | {"predictions":[[2,4]]}
                    {"signature_name": "", "instances": [[1]]} | {"predictions":[[2]]}
                    """)
    void predicts(String request, String answer) throws Exception {
        Outcome prediction = EXCHANGE.predict(oneModel("double"), request);

        assertThat(prediction.json()).isEqualTo(json(answer));
        assertThat(prediction.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void chainsTwoModels() throws Exception {
        String url = restUrl("kserve");
        TestJob job = EXCHANGE.models(Protocol.TENSORFLOW, "double=" + url, "triple=" + url);

        Outcome prediction = EXCHANGE.predict(job, "{\"instances\": [[1,2]]}");

        assertThat(prediction.json()).isEqualTo(json("{\"predictions\":[[6,12]]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {bad                  | model-rejected 400 double
                    {"instances": [1]}    | model-rejected 400 double
                    {"instances": [[-1]]} | model-failed 500 double
                    """)
    void keepsWhatTheServerRefuses(String request, String reason) throws Exception {
        Outcome letter = EXCHANGE.refuse(oneModel("double"), bytes(request));

        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.value()).isEqualTo(bytes(request));
    }

    @Test
    void waitsForAModelThatIsNotLoaded() throws Exception {
        EXCHANGE.awaitRepeats(oneModel("stranger"), bytes("{\"instances\": [[1]]}"));
    }
}
