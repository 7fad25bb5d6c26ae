// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A job put together out of deployment, environment and command line. */
class JobLoaderTest {

    private static final String DEPLOYMENT =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: d, namespace: lab}
            spec:
              serverType: kafka
              annotations: {seldon.io/rest-timeout: '1000', seldon.io/rest-connection-timeout: '1000'}
              predictors:
              - name: main
                annotations: {seldon.io/rest-timeout: '2000'}
                graph: {name: m, type: MODEL}
                componentSpecs: [{spec: {containers: [{name: m, image: 'x:1'}]}}]
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: 'h:1'}
                  - {name: KAFKA_INPUT_TOPIC, value: in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out}
            """;

    private static InferenceJob load(
            String yaml, Map<String, String> flags, Map<String, String> environment)
            throws ConfigurationException {
        return JobLoader.load(
                PredictorSelection.fromText(yaml, "d.yaml", null),
                new JobArguments(flags),
                environment,
                Map.of());
    }

    private static String with(String variable) {
        return DEPLOYMENT + "      - " + variable + "\n";
    }

    @Test
    void readsTheDeploymentsVariables() throws Exception {
        InferenceJob job = load(with("{name: LEAT_MAX_IN_FLIGHT, value: '7'}"), Map.of(), Map.of());

        assertThat(job.group()).isEqualTo("main.d.lab");
        assertThat(job.settings().topics().clients().brokers()).isEqualTo("h:1");
        assertThat(job.settings().flow().maxInFlight()).isEqualTo(7);
    }

    /** In a session cluster the pods' environment holds the variables of all jobs. */
    @Test
    void readsOfASharedEnvironmentItsOwnVariablesAlone() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "KAFKA_BROKER", "other:1",
                        "KAFKA_BROKER__d-main", "own:1",
                        "LEAT_MAX_IN_FLIGHT", "9",
                        "KAFKA_CLIENT_FETCH_MIN_BYTES", "5",
                        "KAFKA_CLIENT_FETCH_MAX_BYTES__d-main", "6");

        InferenceJob job = load(DEPLOYMENT, Map.of("variables-of", "d-main"), environment);

        assertThat(job.settings().topics().clients().brokers()).isEqualTo("own:1");
        assertThat(job.settings().flow().maxInFlight()).isEqualTo(100);
        assertThat(job.settings().topics().clients().properties())
                .containsEntry("fetch.max.bytes", "6")
                .doesNotContainKey("fetch.min.bytes");
    }

    @Test
    void refersToSecretsOfASharedEnvironmentByTheVariableThatHoldsThem() throws Exception {
        Map<String, String> environment =
                Map.of("LEAT_MODEL_TOKEN__d-main", "secret", "LEAT_MODEL_TOKEN", "another's");

        InferenceJob job =
                load(
                        with("{name: LEAT_MODEL_CREDENTIALS_IN_PLAIN_TEXT, value: 'true'}"),
                        Map.of("variables-of", "d-main"),
                        environment);

        assertThat(job.settings().security().toString())
                .contains("environment variable LEAT_MODEL_TOKEN__d-main")
                .doesNotContain("secret,");
    }

    @Test
    void prefersThePredictorsAnnotationToTheDeployments() throws Exception {
        InferenceJob job = load(DEPLOYMENT, Map.of(), Map.of());

        assertThat(job.settings().limits().callTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(job.settings().limits().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void prefersAVariableOfTheDeploymentToAnAnnotation() throws Exception {
        InferenceJob job = load(with("{name: LEAT_CALL_TIMEOUT, value: 3s}"), Map.of(), Map.of());

        assertThat(job.settings().limits().callTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void prefersTheEnvironmentToTheDeploymentAndTheCommandLineToBoth() throws Exception {
        Map<String, String> environment = Map.of("KAFKA_BROKER", "e:1", "KAFKA_INPUT_TOPIC", "e");

        InferenceJob job = load(DEPLOYMENT, Map.of("input-topic", "f"), environment);

        assertThat(job.settings().topics().clients().brokers()).isEqualTo("e:1");
        assertThat(job.settings().topics().input()).isEqualTo("f");
        assertThat(job.settings().topics().output()).isEqualTo("out");
    }

    @Test
    void takesTheLastOfAVariableStatedTwiceAsAContainerDoes() throws Exception {
        String twice =
                with("{name: LEAT_MAX_IN_FLIGHT, value: '7'}")
                        .concat("      - {name: LEAT_MAX_IN_FLIGHT, value: '8'}\n");

        assertThat(load(twice, Map.of(), Map.of()).settings().flow().maxInFlight()).isEqualTo(8);
        assertThat(warnings(twice, Map.of()))
                .containsExactly(
                        "d.yaml: spec.predictors[0].svcOrchSpec.env[4]: LEAT_MAX_IN_FLIGHT stands"
                                + " twice: the last one counts");
    }

    private static List<String> warnings(String yaml, Map<String, String> environment)
            throws ConfigurationException {
        return JobLoader.warnings(
                PredictorSelection.fromText(yaml, "d.yaml", null),
                new JobArguments(Map.of()),
                environment);
    }

    /** As Seldon's own documentation has them, and v1 ran with. */
    @Test
    void takesTheTimeoutsOfOlderVersionsOfSeldon() throws Exception {
        String yaml =
                DEPLOYMENT
                        .replaceFirst(
                                "annotations: .*",
                                "annotations: {seldon.io/rest-read-timeout: '70000',"
                                        + " seldon.io/rest-connection-timeout: '100000',"
                                        + " seldon.io/grpc-read-timeout: '100000'}")
                        .replaceFirst("annotations: \\{seldon.io/rest-timeout: '2000'\\}", "");

        InferenceJob job = load(yaml, Map.of(), Map.of());

        assertThat(job.settings().limits().callTimeout()).isEqualTo(Duration.ofSeconds(70));
        assertThat(job.settings().limits().connectTimeout()).isEqualTo(Duration.ofSeconds(70));
        assertThat(warnings(yaml, Map.of()))
                .containsExactly(
                        "d.yaml: spec.annotations[\"seldon.io/grpc-read-timeout\"]: ignored:"
                                + " spec.transport is rest",
                        "annotation seldon.io/rest-connection-timeout is 100000ms and annotation"
                                + " seldon.io/rest-read-timeout is 70000ms: cut to that, as a call"
                                + " connects first [from d.yaml:"
                                + " spec.annotations[\"seldon.io/rest-connection-timeout\"], d.yaml:"
                                + " spec.annotations[\"seldon.io/rest-read-timeout\"]]");
    }

    @Test
    void takesNoServiceLinkForASetting() throws Exception {
        Map<String, String> links = new HashMap<>();
        for (String service : List.of("KAFKA", "KAFKA_CLIENT", "KAFKA_BROKER", "LEAT_ORDER")) {
            links.put(service + "_SERVICE_HOST", "10.96.3.4");
            links.put(service + "_SERVICE_PORT", "9092");
            links.put(service + "_SERVICE_PORT_TCP_CLIENT", "9092");
            links.put(service + "_PORT", "tcp://10.96.3.4:9092");
            links.put(service + "_PORT_9092_TCP", "tcp://10.96.3.4:9092");
            links.put(service + "_PORT_9092_TCP_ADDR", "10.96.3.4");
            links.put(service + "_PORT_9092_TCP_PORT", "9092");
            links.put(service + "_PORT_9092_TCP_PROTO", "tcp");
        }

        assertThat(load(DEPLOYMENT, Map.of(), links))
                .isEqualTo(load(DEPLOYMENT, Map.of(), Map.of()));
        assertThat(warnings(DEPLOYMENT, links)).isEqualTo(warnings(DEPLOYMENT, Map.of()));
    }

    @Test
    void warnsOfAVariableForAnotherProgramThatIsNoPropertyAndRefusesIfTheUserStatesIt()
            throws Exception {
        Map<String, String> environment = Map.of("KAFKA_CLIENT_ID", "my-app");

        assertThat(load(DEPLOYMENT, Map.of(), environment)).isNotNull();
        assertThat(warnings(DEPLOYMENT, environment))
                .contains(
                        "environment KAFKA_CLIENT_ID: id is no property of Kafka's consumer,"
                                + " producer or admin client (expected: one of those)");
        assertThatThrownBy(
                        () ->
                                load(
                                        with("{name: KAFKA_CLIENT_ID, value: my-app}"),
                                        Map.of(),
                                        Map.of()))
                .hasMessageContaining("id is no property of Kafka's");
        assertThatThrownBy(
                        () ->
                                load(
                                        DEPLOYMENT,
                                        Map.of("kafka-client.fetch.min.byte", "1"),
                                        Map.of()))
                .hasMessageContaining("did you mean fetch.min.bytes?");
    }

    @Test
    void warnsOfVariablesThatNothingReads() throws Exception {
        String yaml = with("{name: KAFKA_WORKERS, value: '50'}");
        Map<String, String> environment =
                Map.of(
                        "LEAT_MAX_INFLIGHT", "7",
                        "LEAT_JAVA_OPTS", "-Xmx1g",
                        "KAFKA_HEAP_OPTS", "-Xmx1g",
                        "KAFKA_AUTO_COMMIT", "false");

        assertThat(warnings(yaml, environment))
                .contains(
                        "d.yaml: spec.predictors[0].svcOrchSpec.env[3]: KAFKA_WORKERS is not read:"
                                + " LEAT_MAX_IN_FLIGHT takes its place",
                        "environment KAFKA_AUTO_COMMIT is not read: offsets are committed at"
                                + " checkpoints",
                        "environment LEAT_MAX_INFLIGHT is not read: did you mean"
                                + " LEAT_MAX_IN_FLIGHT?")
                .noneMatch(line -> line.contains("_OPTS"));
    }

    /** Whether a file is complete shows once command line and environment are known. */
    @Test
    void takesFromFlagsAndEnvironmentWhatTheDeploymentLacks() throws Exception {
        String yaml = DEPLOYMENT.replaceFirst("(?s)    svcOrchSpec.*", "");

        InferenceJob job =
                load(
                        yaml,
                        Map.of("broker", "f:1", "input-topic", "a"),
                        Map.of("KAFKA_OUTPUT_TOPIC", "b"));

        assertThat(job.settings().topics().clients().brokers()).isEqualTo("f:1");
        assertThat(job.settings().topics().input()).isEqualTo("a");
        assertThat(job.settings().topics().output()).isEqualTo("b");
        assertThatThrownBy(() -> load(yaml, Map.of("broker", "f:1", "input-topic", "a"), Map.of()))
                .hasMessage(
                        "KAFKA_OUTPUT_TOPIC is missing (expected: a topic name of at most 249"
                                + " letters, digits, '.', '_' and '-', as --output-topic, in the"
                                + " environment or in svcOrchSpec.env)");
    }

    @Test
    void refusesABrokerThatOnlyAClusterKnows() {
        String yaml =
                DEPLOYMENT.replace(
                        "value: 'h:1'", "valueFrom: {secretKeyRef: {name: kafka, key: broker}}");

        assertThatThrownBy(() -> load(yaml, Map.of(), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "KAFKA_BROKER is a reference (d.yaml:"
                                + " spec.predictors[0].svcOrchSpec.env[0]) that only a cluster resolves"
                                + " (expected: its value in the environment or as --broker)");
    }

    @Test
    void namesAllMistakesAtOnceAndWhereTheyStand() {
        String yaml = with("{name: LEAT_ORDER, value: random}").replace("'2000'", "soon");

        assertThatThrownBy(() -> load(yaml, Map.of("broker", "h"), Map.of("LEAT_TOMBSTONES", "x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        """
                        --broker: "h" (expected: HOST:PORT, several separated by commas)
                        LEAT_ORDER: "random" (expected: ordered or unordered) [from d.yaml: spec.predictors[0].svcOrchSpec.env[3]]
                        environment LEAT_TOMBSTONES: "x" (expected: dead-letter or pass)
                        annotation seldon.io/rest-timeout: "soon" (expected: a duration above zero such as 500ms, 5s, 2min or 1h; a bare number is milliseconds) [from d.yaml: spec.predictors[0].annotations["seldon.io/rest-timeout"]]\
                        """);
    }

    @Test
    void hasNoStackTraceForAMistake() {
        assertThatThrownBy(() -> load(DEPLOYMENT, Map.of("broker", "h"), Map.of()))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        mistake -> {
                            assertThat(mistake.getStackTrace()).isEmpty();
                            assertThat(mistake.getCause()).isNull();
                            assertThat(mistake.problems()).hasSize(1);
                        });
    }
}
