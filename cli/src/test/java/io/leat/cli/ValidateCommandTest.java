// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code leat validate} prints, and with which exit code it ends. */
class ValidateCommandTest {

    private static final Path EXAMPLES =
            Path.of("src/main/resources/io/leat/local/example/fashion");

    private static final String VALID =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: income, namespace: scoring}
            spec:
              protocol: v2
              transport: grpc
              serverType: kafka
              predictors:
              - name: main
                graph:
                  name: scale
                  type: TRANSFORMER
                  methods: [TRANSFORM_OUTPUT, TRANSFORM_INPUT]
                  children:
                  - {name: classifier, implementation: TRITON_SERVER, modelUri: "s3://models/income"}
                componentSpecs:
                - spec: {containers: [{name: scale, image: example/scale}]}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "kafka.example:9092"}
                  - {name: KAFKA_INPUT_TOPIC, value: people}
                  - name: KAFKA_OUTPUT_TOPIC
                    valueFrom: {configMapKeyRef: {name: topics, key: out}}
            """;

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = LeatCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }

    private String file(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return file.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "fashion|fashion MODEL at localhost:8501",
                "fashion-transformer|inverter TRANSFORMER at localhost:9000,"
                        + "namer OUTPUT_TRANSFORMER at localhost:9001,"
                        + "fashion MODEL at localhost:9002",
                "fashion-ab-test|ab-test RANDOM_ABTEST,"
                        + "fashion MODEL at localhost:9000,"
                        + "fashion-small MODEL at localhost:9001",
                "fashion-combiner|mean COMBINER at localhost:9000,"
                        + "fashion MODEL at localhost:9001,"
                        + "fashion-small MODEL at localhost:9002",
            })
    void printsThePlanOfEachExample(String name, String nodes) {
        String file = EXAMPLES.resolve(name + ".yaml").toString();
        String protocol = name.equals("fashion") ? "tensorflow" : "seldon";

        int code = run("validate", file);

        assertThat(code).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().lines().limit(2))
                .containsExactly(
                        file + " [0] " + name + ": valid",
                        "  predictor default: %1$s-requests -> %1$s-predictions, %2$s over rest, group default.%1$s.default"
                                .formatted(name, protocol));
        assertThat(out.toString().lines().skip(2).map(String::strip))
                .containsExactly(nodes.split(","));
    }

    @Test
    void saysWhereFeedbackComesFrom() {
        String file = EXAMPLES.resolve("fashion-ab-test.yaml").toString();

        int code = run("validate", file, "--feedback-topic", "clicks");

        assertThat(code).isZero();
        assertThat(out.toString().lines())
                .contains(
                        "  predictor default: fashion-ab-test-requests -> fashion-ab-test-predictions, feedback from clicks, seldon over rest, group default.fashion-ab-test.default");

        assertThat(run("validate", file, "--feedback-topic", "clicks", "-o", "json")).isZero();
        assertThat(out.toString()).contains("\"feedback\" : \"clicks\"");
    }

    @Test
    void refusesFeedbackOfAProtocolThatHasNone() {
        String file = EXAMPLES.resolve("fashion.yaml").toString();

        assertThat(run("validate", file, "--feedback-topic", "clicks")).isNotZero();
        assertThat(out.toString())
                .contains(
                        "--feedback-topic: protocol tensorflow of predictor default has no call for feedback (expected: no feedback topic, or protocol seldon)");
    }

    @Test
    void saysWhatAShadowAnswersAndWhereItWrites() throws Exception {
        String predictor =
                """
                  - name: %s
                    %s
                    graph: {name: m, implementation: TRITON_SERVER, modelUri: "s3://models/m"}
                    svcOrchSpec:
                      env:
                      - {name: KAFKA_BROKER, value: "kafka.example:9092"}
                      - {name: KAFKA_INPUT_TOPIC, value: people}
                      - {name: KAFKA_OUTPUT_TOPIC, value: incomes}
                """;
        String file =
                file(
                        "income.yaml",
                        VALID.substring(0, VALID.indexOf("  - name: main"))
                                + predictor.formatted("main", "traffic: 100")
                                + predictor.formatted("next", "shadow: true\n    traffic: 20"));

        int code = run("validate", file);

        assertThat(code).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("  predictor")))
                .containsExactly(
                        "  predictor main: people -> incomes, v2 over grpc, group main.income.scoring",
                        "  predictor next, a shadow that answers 20 % of the records: people ->"
                                + " incomes-shadow, v2 over grpc, group next.income.scoring");
    }

    @Test
    void printsAnObjectPerDeploymentAsJson() throws Exception {
        String file = file("income.yaml", "kind: Namespace\napiVersion: v1\n---\n" + VALID);

        int code = run("validate", "-o", "json", file);

        assertThat(code).isZero();
        assertThat(err.toString()).isEmpty();
        JsonNode expected =
                new ObjectMapper()
                        .readTree(
                                """
                                [{"file": "FILE", "document": 1, "name": "income", "valid": true,
                                  "errors": [], "warnings": [], "notes": [],
                                  "predictors": [{
                                    "name": "main", "protocol": "v2", "transport": "grpc",
                                    "group": "main.income.scoring", "input": "people", "output": null,
                                    "shadow": false,
                                    "nodes": [
                                      {"name": "scale", "type": "TRANSFORMER",
                                       "method": "TRANSFORM_INPUT,TRANSFORM_OUTPUT",
                                       "implementation": null, "endpoint": "localhost:9500"},
                                      {"name": "classifier", "type": "MODEL", "method": null,
                                       "implementation": "TRITON_SERVER", "endpoint": "localhost:9501"}
                                    ]}]}]
                                """
                                        .replace("FILE", file.replace("\\", "\\\\")));
        assertThat(new ObjectMapper().readTree(out.toString())).isEqualTo(expected);
    }

    @Test
    void printsTextForAPerson() throws Exception {
        String file = file("income.yaml", VALID);

        int code = run("validate", file);

        assertThat(code).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        file + " [0] income: valid",
                        "  predictor main: people -> (topic not in the file), v2 over grpc, group"
                                + " main.income.scoring",
                        "    scale TRANSFORMER at localhost:9500",
                        "      classifier MODEL TRITON_SERVER at localhost:9501");
    }

    @Test
    void failsIfOneOfSeveralDeploymentsIsNotValid() throws Exception {
        String good = file("good.yaml", VALID);
        String bad = file("bad.yaml", VALID.replace("protocol: v2", "protocol: http"));

        int code = run("validate", "--output=json", good, bad);

        assertThat(code).isEqualTo(1);
        JsonNode answers = new ObjectMapper().readTree(out.toString());
        assertThat(answers).hasSize(2);
        assertThat(answers.get(1).path("valid").asBoolean()).isFalse();
        assertThat(answers.get(1).path("predictors")).isEmpty();
        assertThat(answers.get(1).path("errors"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo(
                        "spec.protocol: \"http\" (expected: seldon, tensorflow, v2, kfserving, oip)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {kind: Service} | but Service
                    {kind: List, items: [{kind: Service}, {kind: ConfigMap}, {kind: Service}]} | but Service, ConfigMap
                    {kind: List, items: [{kind: A}, {kind: B}, {kind: C}, {kind: D}, {kind: E}, {kind: F}]} | but A, B, C, D, E, …
                    --- | as it is empty
                    """)
    void refusesFilesWithoutADeploymentAndSaysWhatTheyHold(String text, String found)
            throws Exception {
        String file = file("other.yaml", text);

        int code = run("validate", "-o", "json", file, file);

        assertThat(code).isEqualTo(2);
        assertThat(new ObjectMapper().readTree(out.toString())).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(2)
                .containsOnly(
                        "leat validate: "
                                + file
                                + ": no SeldonDeployment in it, "
                                + found
                                + " (expected: at least one)");
    }

    @Test
    void readsADeploymentBesideFilesOfOtherKinds() throws Exception {
        String service = file("service.yaml", "kind: Service");

        int code = run("validate", service, file("income.yaml", VALID));

        assertThat(code).isZero();
        assertThat(out.toString()).contains("income: valid");
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "leat validate: "
                                + service
                                + ": no SeldonDeployment in it, but Service (expected: at least"
                                + " one)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b: c", "{\"a\": ", "\t- a\n  b"})
    void tellsWhereAFileIsNoYamlAndReadsTheOthers(String text) throws Exception {
        String broken = file("broken.yaml", text);
        String good = file("good.yaml", VALID);

        int code = run("validate", "-o", "json", broken, good);

        assertThat(code).isEqualTo(2);
        assertThat(new ObjectMapper().readTree(out.toString())).hasSize(1);
        assertThat(err.toString()).startsWith("leat validate: " + broken + ":1:").hasLineCount(1);
    }

    @Test
    void refusesAFileThatIsNotThereOrNoText() throws Exception {
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(run("validate", folder.resolve("absent.yaml").toString())).isEqualTo(2);
        assertThat(run("validate", folder.toString())).isEqualTo(2);
        assertThat(run("validate", binary.toString())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("absent.yaml: no such file")
                .contains(": is a folder (expected: a file with a SeldonDeployment)")
                .contains("binary.yaml: not UTF-8 (expected: YAML or JSON)");
    }

    @Test
    void refusesWrongUsage() {
        assertThat(run("validate")).isEqualTo(2);
        assertThat(run("validate", "-o", "xml", "a.yaml")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void explainsItself() {
        assertThat(run("validate", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: leat validate", "FILE", "--output=FORMAT");
    }
}
