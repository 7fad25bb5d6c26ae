// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Problem;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.reader.DeploymentReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a document before a job is made of it, and where. */
class ConfigurationCheckTest {

    private static final String DEPLOYMENT =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: d, namespace: lab, annotations: {%s}}
            spec:
              serverType: kafka
              annotations: {%s}
              predictors:
              - name: main
                graph: {name: m, type: MODEL}
                componentSpecs: [{spec: {containers: [{name: m, image: 'x:1'}]}}]
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, valueFrom: {secretKeyRef: {name: k, key: broker}}}
                  - {name: KAFKA_INPUT_TOPIC, value: in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out}
                  %s
            """;

    private static DeploymentDocument check(String annotations, String variables)
            throws UnreadableFileException {
        return check("", annotations, variables);
    }

    private static DeploymentDocument check(String metadata, String annotations, String variables)
            throws UnreadableFileException {
        String indented = variables.strip().replace("\n", "\n      ");
        String text = DEPLOYMENT.formatted(metadata, annotations, indented);
        return ConfigurationCheck.checked(
                DeploymentReader.read(text, "d.yaml").get(0), Overrides.NONE);
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    @Test
    void hasNothingAgainstAReferenceThatTheClusterResolves() throws Exception {
        DeploymentDocument document =
                check(
                        "",
                        """
                        - {name: LEAT_MAX_IN_FLIGHT, valueFrom: {configMapKeyRef: {name: c, key: number}}}
                        - {name: LEAT_BREAKER_RECORDS, value: '50'}
                        - {name: KAFKA_SECURITY_PROTOCOL, value: $(PROTOCOL)}
                        - {name: KAFKA_SASL_MECHANISM, value: PLAIN}
                        - {name: KAFKA_SASL_USERNAME, value: me}
                        - {name: KAFKA_SASL_PASSWORD, valueFrom: {secretKeyRef: {name: s, key: p}}}
                        - {name: KAFKA_CLIENT_FETCH_MIN_BYTES, valueFrom: {configMapKeyRef: {name: c, key: f}}}
                        """);

        assertThat(lines(document.errors())).isEmpty();
        assertThat(lines(document.warnings())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LEAT_MAX_IN_FLIGHT    | lots   | LEAT_MAX_IN_FLIGHT: "lots" (expected: a whole number from 1 to 100000)
                    LEAT_BREAKER_RECORDS  | 500    | LEAT_BREAKER_RECORDS is 500 and LEAT_MAX_IN_FLIGHT is 100 (its default) (expected: at most the records in flight)
                    LEAT_RETRY_TIME       | 5s     | LEAT_RETRY_TIME is 5000ms and LEAT_CALL_TIMEOUT is 60000ms (its default) (expected: a budget of at least one call)
                    LEAT_CHECKPOINT_INTERVAL | 10min | LEAT_TRANSACTION_TIMEOUT is 600000ms (its default) and LEAT_CHECKPOINT_INTERVAL is 600000ms (expected: the transaction outlives the checkpoint interval)
                    LEAT_TRANSACTION_TIMEOUT | 30000h | LEAT_TRANSACTION_TIMEOUT: "30000h" (expected: at most 2147483647ms)
                    LEAT_BATCH_MAX_SIZE   | x=4    | LEAT_BATCH_MAX_SIZE: node "x" (expected: one of m)
                    KAFKA_DEAD_LETTER_TOPIC | in   | KAFKA_INPUT_TOPIC and KAFKA_DEAD_LETTER_TOPIC are both "in" (expected: two different topics)
                    LEAT_MODEL_TOKEN      | hidden | LEAT_MODEL_TOKEN stands as text (expected: valueFrom.secretKeyRef, a variable
                    KAFKA_SASL_PASSWORD   | hidden | KAFKA_SASL_PASSWORD stands as text (expected: valueFrom.secretKeyRef, a variable
                    KAFKA_SASL_USERNAME   | me     | KAFKA_SASL_USERNAME is stated but KAFKA_SECURITY_PROTOCOL is PLAINTEXT (expected: SASL_PLAINTEXT or SASL_SSL, or no KAFKA_SASL_USERNAME)
                    KAFKA_CLIENT_ACKS     | 1      | acks may not be stated
                    KAFKA_CLIENT_ID       | me     | id is no property of Kafka's consumer
                    LEAT_MODEL_SECURITY_NODES | n  | LEAT_MODEL_SECURITY_NODES is stated but LEAT_MODEL_TLS is false
                    """)
    void appliesEveryRule(String variable, String value, String message) throws Exception {
        DeploymentDocument document =
                check("", "- {name: %s, value: '%s'}".formatted(variable, value));

        assertThat(document.valid()).isFalse();
        assertThat(document.deployment()).isNull();
        assertThat(lines(document.errors()))
                .anyMatch(line -> line.startsWith("spec.predictors[0]") && line.contains(message));
    }

    private static DeploymentDocument overridden(
            String variables, Map<String, String> flags, Map<String, String> environment)
            throws UnreadableFileException {
        String text = DEPLOYMENT.formatted("", "", variables);
        return ConfigurationCheck.checked(
                DeploymentReader.read(text, "d.yaml").get(0),
                Overrides.of(flags::get, flag -> "--" + flag, Map.of(), environment));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    KAFKA_BROKER       | broker       | HOST:PORT, several separated by commas | h:1
                    KAFKA_INPUT_TOPIC  | input-topic  | a topic name of at most 249 letters, digits, '.', '_' and '-' | t
                    KAFKA_OUTPUT_TOPIC | output-topic | a topic name of at most 249 letters, digits, '.', '_' and '-' | t
                    """)
    void requiresBrokerAndTopicsOnceFlagsAndEnvironmentAreKnown(
            String variable, String flag, String expected, String value) throws Exception {
        String without =
                DEPLOYMENT
                        .formatted("", "", "")
                        .replaceFirst(
                                "\\{name: %s, value.*".formatted(variable), "{name: A, value: b}");

        for (String yaml :
                List.of(without, without.replace("name: A, value: b", "name: " + variable))) {
            DeploymentDocument document = DeploymentReader.read(yaml, "d.yaml").get(0);

            assertThat(lines(ConfigurationCheck.checked(document, Overrides.NONE).errors()))
                    .containsExactly(
                            "spec.predictors[0].svcOrchSpec.env: %s is missing (expected: %s, here; for validate, local and flink run also in the environment or as --%s)"
                                    .formatted(variable, expected, flag));
            for (Overrides overrides :
                    List.of(
                            Overrides.of(
                                    Map.of(flag, value)::get,
                                    each -> "--" + each,
                                    Map.of(),
                                    Map.of()),
                            Overrides.of(
                                    Map.<String, String>of()::get,
                                    each -> "--" + each,
                                    Map.of(),
                                    Map.of(variable, value)))) {
                assertThat(lines(ConfigurationCheck.checked(document, overrides).errors()))
                        .isEmpty();
            }
        }
    }

    @Test
    void requiresNothingForKafkaOfAnotherServerType() throws Exception {
        String yaml =
                DEPLOYMENT
                        .formatted("", "", "")
                        .replace("serverType: kafka", "serverType: rpc")
                        .replaceFirst("(?s)    svcOrchSpec.*", "");
        DeploymentDocument document = DeploymentReader.read(yaml, "d.yaml").get(0);

        assertThat(lines(ConfigurationCheck.checked(document, Overrides.NONE).errors())).isEmpty();
    }

    @Test
    void checksWhatWinsAndSaysWhereItStands() throws Exception {
        String wrong = "- {name: LEAT_MAX_IN_FLIGHT, value: lots}";

        assertThat(lines(overridden(wrong, Map.of("max-in-flight", "7"), Map.of()).errors()))
                .isEmpty();
        assertThat(lines(overridden(wrong, Map.of("max-in-flight", "few"), Map.of()).errors()))
                .containsExactly(
                        "--max-in-flight: \"few\" (expected: a whole number from 1 to 100000)");
        assertThat(lines(overridden(wrong, Map.of(), Map.of("LEAT_MAX_IN_FLIGHT", "few")).errors()))
                .containsExactly(
                        "environment LEAT_MAX_IN_FLIGHT: \"few\" (expected: a whole number from 1"
                                + " to 100000)");
    }

    @Test
    void namesTheAnnotationThatTheUserHasWritten() throws Exception {
        DeploymentDocument document =
                check(
                        "seldon.io/rest-read-timeout: '100000'",
                        "- {name: LEAT_RETRY_TIME, value: '60000'}");

        assertThat(lines(document.errors()))
                .containsExactly(
                        "spec.predictors[0].svcOrchSpec.env[3]: LEAT_RETRY_TIME is 60000ms and"
                                + " annotation seldon.io/rest-read-timeout is 100000ms (expected: a"
                                + " budget of at least one call) [from"
                                + " spec.annotations[\"seldon.io/rest-read-timeout\"]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    seldon.io/rest-timeout            | 0           | 0: without limit in Seldon Core v1, read as 2147483647ms
                    seldon.io/rest-read-timeout       | 10000000000 | 10000000000: cut to 2147483647ms, the longest here
                    seldon.io/rest-read-timeout       | soon        | "soon": left out, as no time
                    seldon.io/rest-connection-timeout | 0           | "0": left out, as no time
                    seldon.io/rest-connection-timeout | 100000      | annotation seldon.io/rest-connection-timeout is 100000ms and LEAT_CALL_TIMEOUT is 60000ms (its default): cut to that
                    seldon.io/grpc-timeout            | 1000        | ignored: spec.transport is rest
                    seldon.io/grpc-read-timeout       | 1000        | ignored: spec.transport is rest
                    seldon.io/grpc-max-message-size   | 1000        | ignored: with v1 it bounds
                    seldon.io/engine-java-opts        | x           | ignored: it sets v1's executor
                    seldon.io/rest-time-out           | 1000        | not read: did you mean seldon.io/rest-timeout?
                    seldon.io/whatever-else           | x           | not read
                    leat.io/batch-maxsize             | 8           | not read: did you mean leat.io/batch-max-size?
                    leat.io/parallelsim               | 8           | not read: did you mean leat.io/parallelism?
                    """)
    void warnsOfAnnotationsThatDoNotCountForWhatTheySay(String name, String value, String message)
            throws Exception {
        DeploymentDocument document = check("%s: '%s'".formatted(name, value), "");

        assertThat(document.valid()).isTrue();
        assertThat(lines(document.warnings()))
                .singleElement()
                .asString()
                .startsWith("spec.annotations[\"" + name + "\"]: " + message);
    }

    @Test
    void warnsOfAReadTimeoutBesideTheOneThatCounts() throws Exception {
        DeploymentDocument document =
                check("seldon.io/rest-timeout: '1', seldon.io/rest-read-timeout: '2'", "");

        assertThat(lines(document.warnings()))
                .containsExactly(
                        "spec.annotations[\"seldon.io/rest-read-timeout\"]: ignored:"
                                + " seldon.io/rest-timeout counts");
    }

    @Test
    void warnsOfAnnotationsInTheMetadataThatCountInTheSpec() throws Exception {
        DeploymentDocument document = check("leat.io/batch-max-size.m: '8', team: ml", "", "");

        assertThat(lines(document.warnings()))
                .containsExactly(
                        "metadata.annotations[\"leat.io/batch-max-size.m\"]: not read here"
                                + " (expected: in spec.annotations, as with v1)");
    }

    @Test
    void saysNothingOfAnnotationsThatAreRead() throws Exception {
        DeploymentDocument document =
                check(
                        "seldon.io/rest-timeout: '1000', leat.io/batch-max-size.m: '8',"
                                + " leat.io/parallelism: '2', leat.io/state-dir: 's3://b/p',"
                                + " seldon.io/no-storage-initializer: 'true', example.com/x: y",
                        "");

        assertThat(lines(document.warnings())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    KAFKA_WORKERS           | : LEAT_MAX_IN_FLIGHT takes its place
                    KAFKA_AUTO_COMMIT       | : offsets are committed at checkpoints
                    KAFKA_FULL_GRAPH        | : the whole graph runs in the job, without topics between
                    KAFKA_CONSUMER_GROUP    | : the group is PREDICTOR.DEPLOYMENT.NAMESPACE, or what LEAT_GROUP states
                    KAFKA_BOOTSTRAP_SERVERS | : did you mean KAFKA_BROKER?
                    KAFKA_BROKERS           | : did you mean KAFKA_BROKER?
                    KAFKA_OUTPUTTOPIC       | : did you mean KAFKA_OUTPUT_TOPIC?
                    LEAT_MAX_INFLIGHT       | : did you mean LEAT_MAX_IN_FLIGHT?
                    LEAT_JAVA_OPTS          | ''
                    KAFKA_HEAP_OPTS         | ''
                    """)
    void warnsOfVariablesThatNothingReads(String name, String hint) throws Exception {
        DeploymentDocument document = check("", "- {name: %s, value: '1'}".formatted(name));

        assertThat(lines(document.warnings()))
                .containsExactly(
                        "spec.predictors[0].svcOrchSpec.env[3]: " + name + " is not read" + hint);
    }

    @Test
    void warnsOfSecretsThatMayStandInTheJobsEnvironment() throws Exception {
        DeploymentDocument document =
                check(
                        "",
                        """
                        - {name: KAFKA_SECURITY_PROTOCOL, value: SASL_SSL}
                        - {name: KAFKA_SASL_MECHANISM, value: PLAIN}
                        - {name: KAFKA_SASL_USERNAME, value: me}
                        """);

        assertThat(document.valid()).isTrue();
        assertThat(lines(document.warnings()))
                .singleElement()
                .asString()
                .contains("KAFKA_SASL_PASSWORD is missing");
    }
}
