package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
            throws MistakeException {
        return JobLoader.load(
                Selection.fromText(yaml, "d.yaml", null),
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

    @Test
    void prefersThePredictorsAnnotationToTheDeployments() throws Exception {
        InferenceJob job = load(DEPLOYMENT, Map.of(), Map.of());

        assertThat(job.settings().calls().timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(job.settings().calls().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void prefersAVariableOfTheDeploymentToAnAnnotation() throws Exception {
        InferenceJob job = load(with("{name: LEAT_CALL_TIMEOUT, value: 3s}"), Map.of(), Map.of());

        assertThat(job.settings().calls().timeout()).isEqualTo(Duration.ofSeconds(3));
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
    void refusesAVariableStatedTwice() {
        String twice =
                with("{name: LEAT_ORDER, value: ordered}")
                        .concat("      - {name: LEAT_ORDER, value: ordered}\n");

        assertThatThrownBy(() -> load(twice, Map.of(), Map.of()))
                .isInstanceOf(MistakeException.class)
                .hasMessage(
                        "svcOrchSpec.env LEAT_ORDER of predictor main in d.yaml: stated 2 times (expected: once)");
    }

    @Test
    void refusesABrokerThatOnlyAClusterKnows() {
        String yaml =
                DEPLOYMENT.replace(
                        "value: 'h:1'", "valueFrom: {secretKeyRef: {name: kafka, key: broker}}");

        assertThatThrownBy(() -> load(yaml, Map.of(), Map.of()))
                .isInstanceOf(MistakeException.class)
                .hasMessage(
                        "KAFKA_BROKER is a reference (svcOrchSpec.env KAFKA_BROKER of predictor main in d.yaml) that only a cluster resolves (expected: its value in the environment or as --broker)");
    }

    @Test
    void namesAllMistakesAtOnceAndWhereTheyStand() {
        String yaml = with("{name: LEAT_ORDER, value: random}").replace("'2000'", "soon");

        assertThatThrownBy(() -> load(yaml, Map.of("broker", "h"), Map.of("LEAT_TOMBSTONES", "x")))
                .isInstanceOf(MistakeException.class)
                .hasMessage(
                        """
                        KAFKA_BROKER: "h" (expected: HOST:PORT, several separated by commas) [from --broker]
                        LEAT_ORDER: "random" (expected: ordered or unordered) [from svcOrchSpec.env LEAT_ORDER of predictor main in d.yaml]
                        LEAT_TOMBSTONES: "x" (expected: dead-letter or pass) [from environment LEAT_TOMBSTONES]
                        LEAT_CALL_TIMEOUT: "soon" (expected: a duration above zero such as 500ms, 5s, 2min or 1h; a bare number is milliseconds) [from annotation seldon.io/rest-timeout]""");
    }

    @Test
    void hasNoStackTraceForAMistake() {
        assertThatThrownBy(() -> load(DEPLOYMENT, Map.of("broker", "h"), Map.of()))
                .isInstanceOfSatisfying(
                        MistakeException.class,
                        mistake -> {
                            assertThat(mistake.getStackTrace()).isEmpty();
                            assertThat(mistake.getCause()).isNull();
                            assertThat(mistake.problems()).hasSize(1);
                        });
    }
}
