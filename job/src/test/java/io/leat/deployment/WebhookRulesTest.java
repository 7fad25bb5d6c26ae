// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.yaml.Edited;
import io.leat.graph.Implementation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What v1's webhook refuses is refused, and what it takes is taken. */
class WebhookRulesTest {

    private static final String PREDICTOR = "spec.predictors[0]";
    private static final String GRAPH = PREDICTOR + ".graph";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spec.protocol   | grpc   | "grpc" (expected: seldon, tensorflow, v2, kfserving, oip)
                    spec.protocol   | KServe | "KServe" (expected: seldon, tensorflow, v2, kfserving, oip; did you mean v2?)
                    spec.protocol   | open-inference | "open-inference" (expected: seldon, tensorflow, v2, kfserving, oip; did you mean v2?)
                    spec.protocol   | triton | "triton" (expected: seldon, tensorflow, v2, kfserving, oip; did you mean v2?)
                    spec.protocol   | mlserver | "mlserver" (expected: seldon, tensorflow, v2, kfserving, oip; did you mean v2?)
                    spec.protocol   | tfserving | "tfserving" (expected: seldon, tensorflow, v2, kfserving, oip; did you mean tensorflow?)
                    spec.protocol   | tensorfow | "tensorfow" (expected: seldon, tensorflow, v2, kfserving, oip; did you mean tensorflow?)
                    spec.transport  | http   | "http" (expected: rest, grpc; did you mean rest?)
                    spec.serverType | rest   | "rest" (expected: rpc, kafka)
                    spec.predictors[0].graph.type | MODL | "MODL" (expected: UNKNOWN_TYPE, ROUTER, COMBINER, MODEL, TRANSFORMER, OUTPUT_TRANSFORMER; did you mean MODEL?)
                    spec.predictors[0].graph.methods[0] | PREDICT | "PREDICT" (expected: TRANSFORM_INPUT, TRANSFORM_OUTPUT, ROUTE, AGGREGATE, SEND_FEEDBACK)
                    spec.predictors[0].graph.implementation | MY_SERVER | "MY_SERVER" (expected: UNKNOWN_IMPLEMENTATION, SIMPLE_MODEL, SIMPLE_ROUTER, RANDOM_ABTEST, AVERAGE_COMBINER, LEAT_SWITCH, SKLEARN_SERVER, XGBOOST_SERVER, TENSORFLOW_SERVER, MLFLOW_SERVER, TRITON_SERVER, HUGGINGFACE_SERVER, TEMPO_SERVER)
                    spec.predictors[0].graph.endpoint.httpPort | 65536 | 65536 (expected: a port, 1 to 65535)
                    spec.predictors[0].graph.endpoint.service_port | -1 | -1 (expected: a port, 1 to 65535)
                    spec.predictors[0].graph.type | UNKNOWN_TYPE | UNKNOWN_TYPE without methods (expected: another type, or methods)
                    spec.predictors[0].graph.logger.mode | '""' | absent (expected: request, response or all)
                    spec.predictors | [] | an empty list (expected: at least one predictor)
                    spec.predictors[0].traffic | 50 | 50 (expected: 100 or none for one predictor)
                    spec.predictors[0].shadow | true | true (expected: another predictor beside a shadow, whose records it answers too)
                    """)
    void refusesAWordOrNumberOutOfItsRange(String path, String yaml, String message)
            throws Exception {
        assertThat(Edited.income().with(path, yaml).read().errors())
                .containsExactly(new Problem(path, message));
    }

    /** v1 takes them in one case only. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spec.protocol   | V2
                    spec.transport  | REST
                    spec.serverType | Kafka
                    spec.predictors[0].graph.type | model
                    spec.predictors[0].graph.methods[0] | Transform_Input
                    spec.predictors[0].graph.endpoint.type | rest
                    """)
    void takesAWordInAnyCase(String path, String word) throws Exception {
        DeploymentDocument document = Edited.income().with(path, word).read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings()).isEmpty();
        assertThat(document.deployment().kafka()).isTrue();
    }

    @Test
    void takesAnImplementationInAnyCase() throws Exception {
        DeploymentDocument document = prepackaged("sklearn_server").read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.deployment().predictors().get(0).graph().implementation())
                .isEqualTo(Implementation.SKLEARN_SERVER);
    }

    /** One message for one mistake. */
    @Test
    void saysOnceThatAServerTypeIsNone() throws Exception {
        DeploymentDocument document = Edited.income().with("spec.serverType", "rest").read();

        assertThat(document.errors()).hasSize(1);
        assertThat(document.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Income", "-income", "income-", "in_come", "a..b", "a.-b"})
    void refusesAnIllegalName(String name) throws Exception {
        assertThat(Edited.income().with("metadata.name", name).read().errors())
                .singleElement()
                .hasToString(
                        "metadata.name: \""
                                + name
                                + "\" (expected: at most 253 lower-case letters,"
                                + " digits, - and ., each part beginning and ending with a letter or"
                                + " digit)");
    }

    @Test
    void refusesAMissingName() throws Exception {
        assertThat(Edited.income().with("metadata", null).read().errors())
                .containsExactly(new Problem("metadata.name", "absent (expected: a name)"));
    }

    @Test
    void takesANameWithDots() throws Exception {
        assertThat(Edited.income().with("metadata.name", "income.v2").read().valid()).isTrue();
    }

    @Test
    void refusesAnIllegalNamespace() throws Exception {
        assertThat(Edited.income().with("metadata.namespace", "a.b").read().errors())
                .extracting(Problem::path)
                .containsExactly("metadata.namespace");
    }

    @Test
    void refusesANodeThatNothingRuns() throws Exception {
        assertThat(Edited.income().with(GRAPH + ".name", "other").read().errors())
                .containsExactly(
                        new Problem(
                                GRAPH + ".name",
                                "\"other\" (expected: the name of a container in componentSpecs, the"
                                        + " implementation of a prepackaged server, or"
                                        + " endpoint.service_host and endpoint.service_port of an"
                                        + " external model server)"));
    }

    @Test
    void refusesAContainerOfTheRightNameThatIsAnInitContainer() throws Exception {
        assertThat(
                        Edited.income()
                                .with(
                                        PREDICTOR + ".componentSpecs[0].spec",
                                        "{containers: [], initContainers: [{name: classifier}]}")
                                .read()
                                .errors())
                .extracting(Problem::path)
                .containsExactly(GRAPH + ".name");
    }

    @ParameterizedTest
    @CsvSource({
        "SKLEARN_SERVER, seldon", "XGBOOST_SERVER, v2", "MLFLOW_SERVER, kfserving",
        "TENSORFLOW_SERVER, tensorflow", "TENSORFLOW_SERVER, seldon", "TRITON_SERVER, v2",
        "HUGGINGFACE_SERVER, v2", "TEMPO_SERVER, v2"
    })
    void takesAKnownServerWithoutAContainer(String implementation, String protocol)
            throws Exception {
        DeploymentDocument document =
                prepackaged(implementation).with("spec.protocol", protocol).read();

        assertThat(document.errors()).isEmpty();
    }

    @Test
    void takesAServerOfTheUsersOwnIfItsImageIsStated() throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with(GRAPH + ".implementation", "MY_SERVER")
                        .with(GRAPH + ".modelUri", "s3://models/income")
                        .read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings())
                .extracting(Problem::path)
                .containsExactly(GRAPH + ".implementation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SKLEARN_SERVER", "XGBOOST_SERVER", "MLFLOW_SERVER", "HUGGINGFACE_SERVER"})
    void refusesServersThatDoNotSpeakTensorflow(String implementation) throws Exception {
        assertThat(prepackaged(implementation).with("spec.protocol", "tensorflow").read().errors())
                .containsExactly(
                        new Problem(
                                GRAPH + ".implementation",
                                implementation
                                        + " (expected with the protocol tensorflow:"
                                        + " TENSORFLOW_SERVER)"));
    }

    @Test
    void refusesAPrepackagedServerWithoutAModel() throws Exception {
        assertThat(prepackaged("SKLEARN_SERVER").with(GRAPH + ".modelUri", null).read().errors())
                .containsExactly(
                        new Problem(
                                GRAPH + ".modelUri",
                                "absent (expected: the address of the model that SKLEARN_SERVER"
                                        + " loads)"));
        assertThat(
                        prepackaged("HUGGINGFACE_SERVER")
                                .with(GRAPH + ".modelUri", null)
                                .read()
                                .errors())
                .isEmpty();
    }

    private static Edited prepackaged(String implementation) throws Exception {
        return Edited.income()
                .with(PREDICTOR + ".componentSpecs", null)
                .with(
                        GRAPH,
                        "{name: classifier, implementation: "
                                + implementation
                                + ", modelUri: 's3://models/income'}");
    }

    @Test
    void refusesTwoNodesOfOneName() throws Exception {
        assertThat(
                        Edited.income()
                                .with(GRAPH + ".children[0]", "{name: classifier}")
                                .read()
                                .errors())
                .containsExactly(
                        new Problem(
                                GRAPH + ".children[0].name",
                                "\"classifier\" (expected: a name of its own; "
                                        + GRAPH
                                        + " has it too)"));
    }

    @ParameterizedTest
    @CsvSource({"40, 60, true", "100, 0, true", "40, 40, false", "60, 60, false", "0, 0, false"})
    void requiresTrafficToAddUpOverSeveralPredictors(int first, int second, boolean valid)
            throws Exception {
        DeploymentDocument document =
                twoPredictors("second")
                        .with("spec.predictors[0].traffic", "" + first)
                        .with("spec.predictors[1].traffic", "" + second)
                        .read();

        assertThat(document.errors())
                .isEqualTo(
                        valid
                                ? List.of()
                                : List.of(
                                        new Problem(
                                                "spec.predictors",
                                                "traffic adds up to "
                                                        + (first + second)
                                                        + " (expected: 100 over several"
                                                        + " predictors, or no traffic and an input"
                                                        + " topic of its own for each)")));
    }

    @Test
    void asksForNoTrafficWhereEachPredictorReadsATopicOfItsOwn() throws Exception {
        DeploymentDocument document =
                twoPredictors("second").with("spec.predictors[0].traffic", null).read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings()).isEmpty();
        assertThat(document.notes())
                .containsExactly(
                        new Problem(
                                "spec.predictors",
                                "no traffic is stated, as each predictor reads a topic of its own;"
                                        + " Seldon Core v1's webhook would ask for 100 in all"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: KAFKA_INPUT_TOPIC, value: people}",
                "{name: KAFKA_INPUT_TOPIC}",
                "{name: OTHER, value: a}"
            })
    void asksForTrafficWhereTopicsMayBeOne(String variable) throws Exception {
        DeploymentDocument document =
                twoPredictors("second")
                        .with("spec.predictors[0].traffic", null)
                        .with("spec.predictors[1].svcOrchSpec.env[1]", variable)
                        .read();

        assertThat(document.errors())
                .extracting(Problem::toString)
                .containsExactly(
                        "spec.predictors: traffic adds up to 0 (expected: 100 over several predictors,"
                                + " or no traffic and an input topic of its own for each)");
    }

    @Test
    void leavesAShadowOutOfTheTraffic() throws Exception {
        DeploymentDocument document =
                twoPredictors("second").with("spec.predictors[1].shadow", "true").read();

        assertThat(document.errors()).isEmpty();
    }

    @Test
    void refusesTwoShadows() throws Exception {
        assertThat(
                        twoPredictors("main")
                                .with("spec.predictors[0].shadow", "true")
                                .with("spec.predictors[1].shadow", "true")
                                .read()
                                .errors())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "spec.predictors[1].name: \"main\" (expected: a name no other predictor has)",
                        "spec.predictors[1].shadow: true (expected: one shadow in a deployment)");
    }

    @Test
    void refusesAPredictorNameTwice() throws Exception {
        assertThat(twoPredictors("main").with("spec.predictors[0].traffic", "100").read().errors())
                .containsExactly(
                        new Problem(
                                "spec.predictors[1].name",
                                "\"main\" (expected: a name no other predictor has)"));
    }

    private static Edited twoPredictors(String name) throws Exception {
        return Edited.income()
                .with(
                        "spec.predictors[1]",
                        "{name: "
                                + name
                                + ", graph: {name: m, implementation: TRITON_SERVER, modelUri: s},"
                                + " svcOrchSpec: {env: [{name: KAFKA_BROKER, value: b},"
                                + " {name: KAFKA_INPUT_TOPIC, value: i}, {name: KAFKA_OUTPUT_TOPIC,"
                                + " value: o}]}}");
    }

    /** They may be stated on the command line or in the environment. */
    @Test
    void asksForNoBrokerAndTopicsAsLongAsFlagsAndEnvironmentAreNotKnown() throws Exception {
        assertThat(Edited.income().with(PREDICTOR + ".svcOrchSpec", null).read().errors())
                .isEmpty();
    }

    @Test
    void refusesABrokerTwice() throws Exception {
        assertThat(
                        Edited.income()
                                .with(
                                        PREDICTOR + ".svcOrchSpec.env[3]",
                                        "{name: KAFKA_BROKER, value: b}")
                                .read()
                                .errors())
                .containsExactly(
                        new Problem(
                                PREDICTOR + ".svcOrchSpec.env",
                                "KAFKA_BROKER stands 2 times (expected: once)"));
    }

    @Test
    void requiresNothingForKafkaOfAnotherServerType() throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with("spec.serverType", null)
                        .with(PREDICTOR + ".svcOrchSpec", null)
                        .read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.deployment().kafka()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"REST, rest, true", "GRPC, grpc, true", "GRPC, rest, false", "REST, grpc, false"})
    void refusesAnEndpointTypeThatContradictsTheTransport(
            String type, String transport, boolean valid) throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with("spec.transport", transport)
                        .with(GRAPH + ".endpoint.type", type)
                        .read();

        assertThat(document.valid()).isEqualTo(valid);
        assertThat(document.errors())
                .allSatisfy(e -> assertThat(e.path()).isEqualTo(GRAPH + ".endpoint.type"));
    }

    @Test
    void refusesEndpointTypesThatDiffer() throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with(GRAPH + ".endpoint.type", "GRPC")
                        .with(
                                GRAPH + ".children[0]",
                                "{name: ab, implementation: RANDOM_ABTEST, endpoint: {type: REST}}")
                        .read();

        assertThat(document.errors())
                .extracting(Problem::path)
                .containsExactly(GRAPH + ".endpoint.type");
    }
}
