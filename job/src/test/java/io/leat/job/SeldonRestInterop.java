// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.Exchange.header;
import static io.leat.job.Exchange.json;
import static io.leat.job.RealServers.http;
import static io.leat.job.RealServers.restUrl;
import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.job.Exchange.Outcome;
import io.leat.protocol.Protocol;
import io.leat.testing.kafka.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seldon protocol over REST, answered by Seldon's own Python wrapper. */
class SeldonRestInterop {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Exchange EXCHANGE = new Exchange(BROKER, CLUSTER);

    private static String model() {
        return node("double", "MODEL", http("seldon-model"));
    }

    private static String otherModel() {
        return node("triple", "MODEL", http("seldon-triple"));
    }

    /** One model, as flags state it; graphs of other units need a file. */
    private static TestJob oneModel() {
        return EXCHANGE.models(Protocol.SELDON, "double=" + restUrl("seldon-model"));
    }

    private static TestJob job(String graph, String... nodes) {
        return EXCHANGE.job("seldon", "rest", graph, nodes);
    }

    private static JsonNode ndarray(Outcome outcome) throws Exception {
        return outcome.json().at("/data/ndarray");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"data":{"ndarray":[[1,2]]}}                         | {"names":["y"],"ndarray":[[2,4]]}
                    {"data":{"tensor":{"shape":[1,2],"values":[1.5,2]}}} | {"names":["y"],"tensor":{"shape":[1,2],"values":[3.0,4.0]}}
                    """)
    void predicts(String request, String data) throws Exception {
        TestJob nameless = EXCHANGE.models(Protocol.SELDON, restUrl("seldon-model"));

        Outcome prediction = EXCHANGE.predict(nameless, request);

        assertThat(prediction.json().get("data")).isEqualTo(json(data));
        assertThat(prediction.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void carriesHeadersToTheModelAndMetaBothWays() throws Exception {
        TestJob job = oneModel();
        String request =
                """
                {"meta": {"puid": "in-body", "tags": {"own": 1}}, "data": {"ndarray": [[1]]}}
                """;

        Outcome prediction =
                EXCHANGE.predict(
                        job,
                        request,
                        header("Seldon-Puid", "puid-1"),
                        header("traceparent", "00-4bf92f-00f067-01"));

        JsonNode meta = prediction.json().get("meta");
        assertThat(meta.get("puid").asText()).isEqualTo("in-body");
        assertThat(meta.get("tags"))
                .isEqualTo(
                        json(
                                """
                                {"own": 1, "factor": 2, "seldon-puid": "puid-1",
                                 "content-type": "application/json",
                                 "idempotency-key": "%s-0-0-double-predict",
                                 "traceparent": "00-4bf92f-00f067-01"}
                                """
                                        .formatted(job.input)));
        assertThat(meta.at("/metrics/0/key").asText()).isEqualTo("predictions");
        assertThat(prediction.header("Seldon-Puid")).isEqualTo("puid-1");
    }

    @Test
    void chainsTwoModels() throws Exception {
        TestJob job =
                EXCHANGE.models(
                        Protocol.SELDON,
                        "double=" + restUrl("seldon-model"),
                        "triple=" + restUrl("seldon-triple"));

        Outcome prediction = EXCHANGE.predict(job, "{\"data\":{\"ndarray\":[[1,2]]}}");

        assertThat(ndarray(prediction)).isEqualTo(json("[[6,12]]"));
    }

    @Test
    void transformsInputAndOutput() throws Exception {
        int transformer = http("seldon-transformer");
        String inner = node("before", "TRANSFORMER", transformer, model());
        String graph = node("after", "OUTPUT_TRANSFORMER", transformer, inner);

        Outcome prediction =
                EXCHANGE.predict(
                        job(graph, "after", "before", "double"), "{\"data\":{\"ndarray\":[[1]]}}");

        assertThat(ndarray(prediction)).isEqualTo(json("[[2200]]"));
        assertThat(prediction.json().at("/meta/tags/transformed").asBoolean()).isTrue();
    }

    @Test
    void combinesTheAnswersOfTwoModels() throws Exception {
        String graph = node("sum", "COMBINER", http("seldon-combiner"), model(), otherModel());

        Outcome prediction =
                EXCHANGE.predict(
                        job(graph, "sum", "double", "triple"),
                        "{\"meta\":{\"puid\":\"p\"},\"data\":{\"ndarray\":[[1,2]]}}");

        assertThat(ndarray(prediction)).isEqualTo(json("[[5,10]]"));
        assertThat(prediction.json().at("/meta/puid").asText()).isEqualTo("p");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 3"})
    void goesWhereTheRouterSays(int feature, int answer) throws Exception {
        String graph = node("router", "ROUTER", http("seldon-router"), model(), otherModel());
        TestJob job = job(graph, "router", "double", "triple").with("routing-injection", "true");

        Outcome prediction =
                EXCHANGE.predict(job, "{\"data\":{\"ndarray\":[[%d]]}}".formatted(feature));

        assertThat(ndarray(prediction)).isEqualTo(json("[[%d]]".formatted(answer)));
        assertThat(prediction.json().at("/meta/routing/router").asInt()).isEqualTo(feature);
    }

    @Test
    void givesTheMessageBackIfTheRouterSaysSo() throws Exception {
        String graph = node("router", "ROUTER", http("seldon-router"), model(), otherModel());
        String request = "{\"data\" : {\"ndarray\":[[-2, 5]]}}";

        Outcome prediction = EXCHANGE.predict(job(graph, "router", "double", "triple"), request);

        assertThat(prediction.value()).isEqualTo(bytes(request));
    }

    @Test
    void refusesABranchThatIsNotThere() throws Exception {
        String graph = node("router", "ROUTER", http("seldon-router"), model(), otherModel());

        Outcome letter =
                EXCHANGE.refuse(
                        job(graph, "router", "double", "triple"),
                        bytes("{\"data\":{\"ndarray\":[[2]]}}"));

        assertThat(letter.header("leat-error-code")).isEqualTo("bad-route");
        assertThat(letter.header("leat-error-node")).isEqualTo("router");
        assertThat(letter.header("leat-error-message")).contains("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {bad                          | model-rejected 400 double
                    {"data":{"ndarray":[[-1]]}}   | model-failed 500 double
                    {"strData":"text"}            | model-failed 500 double
                    """)
    void keepsWhatTheModelRefuses(String request, String reason) throws Exception {
        Outcome letter = EXCHANGE.refuse(oneModel(), bytes(request));

        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.value()).isEqualTo(bytes(request));
    }
}
