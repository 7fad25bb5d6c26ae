// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.deployment.reader.EnginePredictor;
import io.leat.deployment.yaml.Edited;
import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.graph.UnitType;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where nodes listen, what they are, and how they are called. */
class EndpointsTest {

    private static final String PREDICTOR = "spec.predictors[0]";
    private static final String GRAPH = PREDICTOR + ".graph";
    private static final String CONTAINER = PREDICTOR + ".componentSpecs[0].spec.containers[0]";

    private static Map<String, Endpoint> endpoints(DeploymentDocument document) {
        assertThat(document.errors()).isEmpty();
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        document.deployment()
                .predictors()
                .forEach(p -> collect(p.name() + "/", p.graph(), endpoints));
        return endpoints;
    }

    private static void collect(String prefix, Node node, Map<String, Endpoint> into) {
        into.put(prefix + node.name(), node.endpoint());
        node.children().forEach(child -> collect(prefix, child, into));
    }

    @Test
    void countsPortsUpOverAllContainerNames() throws Exception {
        String host = "graphs-%s.lab.svc.cluster.local";

        assertThat(endpoints(Fixtures.only("ports.yaml")))
                .containsExactly(
                        Map.entry("first/split", new Endpoint("localhost", 9001, 9501)),
                        Map.entry(
                                "first/left",
                                new Endpoint(host.formatted("first-left"), 9002, 9502)),
                        Map.entry("first/right", new Endpoint("localhost", 9003, 9503)),
                        Map.entry("second/left", new Endpoint("localhost", 9002, 9502)),
                        Map.entry("second/named", new Endpoint("localhost", 8080, 8081)),
                        Map.entry("second/last", new Endpoint("localhost", 9005, 9505)));
    }

    @Test
    void leavesANodeThatNothingRunsWithoutAnEndpoint() throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with(
                                GRAPH,
                                "{name: ab, implementation: RANDOM_ABTEST, children: [{name:"
                                        + " classifier}]}")
                        .read();

        assertThat(endpoints(document).get("main/ab")).isNull();
        assertThat(document.warnings()).isEmpty();
    }

    @Test
    void namesTheServiceWhereTheEngineStandsApart() throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with("spec.annotations", "{seldon.io/engine-separate-pod: 'True'}")
                        .read();

        assertThat(endpoints(document))
                .containsEntry(
                        "main/classifier",
                        new Endpoint(
                                "income-main-classifier.scoring.svc.cluster.local", 9000, 9500));
    }

    @Test
    void hashesAServiceNameThatIsTooLong() throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with("metadata.name", "a".repeat(50))
                        .with("spec.annotations", "{seldon.io/engine-separate-pod: 'true'}")
                        .read();

        assertThat(endpoints(document).get("main/classifier").host())
                .matches("seldon-[0-9a-f]{32}\\.scoring\\.svc\\.cluster\\.local");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rest | {service_host: 127.0.0.1, service_port: 8501}               | 127.0.0.1 | 8501 | 9500
                    grpc | {service_host: 127.0.0.1, service_port: 8500}               | 127.0.0.1 | 9000 | 8500
                    rest | {service_host: model.example}                               | model.example | 9000 | 9500
                    rest | {service_port: 1, httpPort: 2, grpcPort: 3}                  | localhost | 2 | 3
                    grpc | {service_port: 1, httpPort: 2}                              | localhost | 2 | 1
                    rest | {type: REST}                                                | localhost | 9000 | 9500
                    rest | {service_host: '', service_port: 0}                         | localhost | 9000 | 9500
                    """)
    void honoursWhatAGraphStates(String transport, String stated, String host, int http, int grpc)
            throws Exception {
        Edited edited =
                Edited.income().with("spec.transport", transport).with(GRAPH + ".endpoint", stated);

        assertThat(endpoints(edited.read()))
                .containsEntry("main/classifier", new Endpoint(host, http, grpc));
        assertThat(endpoints(edited.read(Addressing.ASSIGNED)))
                .containsEntry("main/classifier", new Endpoint("localhost", 9000, 9500));
    }

    @Test
    void prefersAStatedPortToTheContainersOnlyWhereThatIsAskedFor() throws Exception {
        Edited edited =
                Edited.income()
                        .with(CONTAINER + ".ports", "[{name: http, containerPort: 8501}]")
                        .with(GRAPH + ".endpoint.service_port", "8000");

        assertThat(endpoints(edited.read()).get("main/classifier").httpPort()).isEqualTo(8000);
        assertThat(endpoints(edited.read(Addressing.ASSIGNED)).get("main/classifier").httpPort())
                .isEqualTo(8501);
    }

    @ParameterizedTest
    @CsvSource({
        "seldon, SELDON, seldon",
        "tensorflow, TENSORFLOW, tensorflow",
        "v2, V2, v2",
        "kfserving, V2, kfserving",
        "KFServing, V2, kfserving",
        "oip, V2, v2",
        "'', SELDON, seldon"
    })
    void readsTheProtocol(String stated, Protocol protocol, String word) throws Exception {
        DeploymentDocument document =
                Edited.income().with("spec.protocol", "'" + stated + "'").read();

        assertThat(document.deployment().predictors().get(0).protocol()).isEqualTo(protocol);
        assertThat(document.deployment().predictors().get(0).protocolWord()).isEqualTo(word);
        assertThat(document.warnings())
                .isEqualTo(
                        stated.equals("oip")
                                ? List.of(
                                        new Problem(
                                                "spec.protocol",
                                                "oip is read as v2; v1 does not know the word"))
                                : List.of());
    }

    @Test
    void callsOverRestUnlessTheSpecSaysGrpc() throws Exception {
        DeploymentDocument grpcEndpoint =
                Edited.income().with(GRAPH + ".endpoint.type", "GRPC").read();
        DeploymentDocument grpc = Edited.income().with("spec.transport", "grpc").read();

        assertThat(grpcEndpoint.deployment().predictors().get(0).transport())
                .isEqualTo(Transport.REST);
        assertThat(grpcEndpoint.warnings())
                .extracting(Problem::path)
                .containsExactly(GRAPH + ".endpoint.type");
        assertThat(grpc.deployment().predictors().get(0).transport()).isEqualTo(Transport.GRPC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {name: classifier}                                                          | MODEL
                    {name: classifier, type: ROUTER}                                            | ROUTER
                    {name: classifier, methods: [ROUTE]}                                        | UNKNOWN_TYPE
                    {name: classifier, methods: []}                                             | UNKNOWN_TYPE
                    {name: classifier, implementation: UNKNOWN_IMPLEMENTATION}                  | UNKNOWN_TYPE
                    {name: classifier, implementation: RANDOM_ABTEST}                           | UNKNOWN_TYPE
                    {name: classifier, implementation: SKLEARN_SERVER, modelUri: s}             | MODEL
                    {name: classifier, type: ROUTER, implementation: SKLEARN_SERVER, modelUri: s} | MODEL
                    {name: classifier, type: null, methods: null}                               | MODEL
                    """)
    void defaultsTheTypeAsTheWebhookDoes(String graph, UnitType type) throws Exception {
        DeploymentDocument document = Edited.income().with(GRAPH, graph).read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.deployment().predictors().get(0).graph().type()).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void readsThePredictorThatTheOperatorHandsOver(Transport transport) throws Exception {
        String json =
                """
                {"name":"main","graph":{"name":"m","type":"MODEL","implementation":"UNKNOWN_IMPLEMENTATION",
                "endpoint":{"service_host":"localhost","service_port":9000,"httpPort":9000,"grpcPort":9500}},
                "svcOrchSpec":{},"engineResources":{},"replicas":0,"componentSpecs":[{"metadata":
                {"creationTimestamp":null},"spec":{"containers":[{"name":"m","resources":{}}]}}]}
                """;
        String base64 = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));

        EnginePredictor read = EnginePredictor.read(base64, Protocol.V2, transport);

        assertThat(read.errors()).isEmpty();
        assertThat(read.predictor().protocol()).isEqualTo(Protocol.V2);
        assertThat(read.predictor().transport()).isEqualTo(transport);
        assertThat(read.predictor().graph().endpoint())
                .isEqualTo(new Endpoint("localhost", 9000, 9500));
    }

    @ParameterizedTest
    @CsvSource({
        "!!!, ENGINE_PREDICTOR: no base64 (expected: base64 of a predictor's JSON)",
        "eyI=, 'ENGINE_PREDICTOR:1:3: no JSON value here (expected: a complete JSON object)'"
    })
    void refusesAPredictorThatIsNoJsonInBase64(String base64, String message) {
        assertThatThrownBy(() -> EnginePredictor.read(base64, Protocol.SELDON, Transport.REST))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void findsTheProblemsOfAPredictorInItsOwnPaths() throws Exception {
        String json = "{\"name\": 5, \"graph\": {\"name\": \"m\", \"type\": \"X\"}}";

        EnginePredictor read =
                EnginePredictor.read(
                        Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)),
                        Protocol.SELDON,
                        Transport.REST);

        assertThat(read.errors()).extracting(Problem::path).containsExactly("name", "graph.type");
        assertThat(read.predictor()).isNull();
    }
}
