// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the deployment is found, and how it is refused. */
class PredictorSelectionTest {

    private static final String PREDICTOR =
            """
              - name: %1$s
                traffic: 50
                graph: {name: m, type: MODEL}
                componentSpecs: [{spec: {containers: [{name: m, image: 'x:1'}]}}]
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: 'h:1'}
                  - {name: KAFKA_INPUT_TOPIC, value: %1$s-in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out}
            """;

    private static final String TWO_PREDICTORS =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: d, namespace: lab}
            spec:
              serverType: kafka
              predictors:
            """
                    + PREDICTOR.formatted("first")
                    + PREDICTOR.formatted("second");

    private static final String ENCODED =
            encode(
                    """
                    {"name": "main",
                     "graph": {"name": "m", "type": "MODEL",
                               "endpoint": {"service_host": "localhost", "service_port": 9000}}}
                    """);

    @TempDir Path folder;

    private static String encode(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static PredictorSelection select(Map<String, String> environment, String... args)
            throws ConfigurationException {
        return PredictorSelection.of(JobArguments.parse(args), environment);
    }

    private static AbstractThrowableAssert<?, ?> refusal(
            Map<String, String> environment, String... args) {
        return assertThatThrownBy(() -> select(environment, args))
                .isInstanceOf(ConfigurationException.class);
    }

    private String file(String text) throws Exception {
        return Files.writeString(folder.resolve("d.yaml"), text).toString();
    }

    @Test
    void takesThePredictorThatIsNamed() throws Exception {
        PredictorSelection selection =
                select(Map.of(), "--deployment", file(TWO_PREDICTORS), "--predictor", "second");

        assertThat(selection.predictor().name()).isEqualTo("second");
        assertThat(selection.group()).isEqualTo("second.d.lab");
    }

    @Test
    void asksWhichOfSeveralPredictorsIsMeant() throws Exception {
        String file = file(TWO_PREDICTORS);

        refusal(Map.of(), "--deployment", file)
                .hasMessage(
                        file
                                + ": several predictors (expected: --predictor with one of first, second)");
    }

    @Test
    void takesTheOnlyPredictorThatIsNoShadow() throws Exception {
        String file =
                file(
                        TWO_PREDICTORS
                                .replaceFirst("traffic: 50", "shadow: true")
                                .replace("traffic: 50", "traffic: 100"));

        assertThat(select(Map.of(), "--deployment", file).predictor().name()).isEqualTo("second");
        assertThat(select(Map.of(), "--deployment", file).warnings())
                .containsExactly(
                        file
                                + ": runs predictor second; shadow first is a job of its own, which"
                                + " --predictor first runs");
        assertThat(
                        select(Map.of(), "--deployment", file, "--predictor", "first")
                                .predictor()
                                .name())
                .isEqualTo("first");
    }

    @Test
    void refusesAShadowWithoutThePredictorBesideIt() {
        String shadow =
                encode("{\"name\": \"next\", \"shadow\": true, \"graph\": {\"name\": \"m\"}}");

        refusal(Map.of("ENGINE_PREDICTOR", shadow), "--sdep", "income")
                .hasMessage(
                        "ENGINE_PREDICTOR: shadow: true (expected: --deployment FILE and --predictor"
                                + " next, as the topics of the predictor beside it must be known, which"
                                + " a shadow never writes to)");
    }

    @Test
    void refusesAPredictorThatIsNotThere() throws Exception {
        String file = file(TWO_PREDICTORS);

        refusal(Map.of(), "--deployment", file, "--predictor", "third")
                .hasMessage(
                        "--predictor: \"third\" is not in %s (expected: one of first, second)"
                                .formatted(file));
    }

    @Test
    void refusesAFileThatIsNotThere() {
        String file = folder.resolve("nowhere.yaml").toString();

        refusal(Map.of(), "--deployment", file)
                .hasMessage(file + ": no such file (expected: a SeldonDeployment)");
    }

    @Test
    void refusesAFolder() {
        refusal(Map.of(), "--deployment", folder.toString())
                .hasMessage(folder + ": is a folder (expected: a file with a SeldonDeployment)");
    }

    @Test
    void refusesAFileThatIsNoText() throws Exception {
        Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        refusal(Map.of(), "--deployment", file.toString())
                .hasMessage(file + ": not UTF-8 (expected: YAML or JSON)");
    }

    @Test
    void refusesAFileWithoutADeployment() throws Exception {
        String file = file("kind: Service");

        refusal(Map.of(), "--deployment", file)
                .hasMessage(file + ": no SeldonDeployment in it, but Service (expected: one)");
    }

    @Test
    void refusesAFileWithSeveralDeployments() throws Exception {
        String file = file(TWO_PREDICTORS + "---\n" + TWO_PREDICTORS);

        refusal(Map.of(), "--deployment", file)
                .hasMessage(file + ": 2 SeldonDeployments (expected: one)");
    }

    @Test
    void namesEveryProblemOfADeployment() throws Exception {
        String file =
                file(
                        TWO_PREDICTORS
                                .replace("seldon.io/v1", "seldon.io/v9")
                                .replace(": d,", ": D_,"));

        assertThatThrownBy(() -> select(Map.of(), "--deployment", file))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        mistake ->
                                assertThat(mistake.problems())
                                        .hasSizeGreaterThanOrEqualTo(2)
                                        .allSatisfy(
                                                problem ->
                                                        assertThat(problem)
                                                                .startsWith(file + ": ")));
    }

    @Test
    void takesTheDeploymentItselfInThePlaceOfAFile() throws Exception {
        PredictorSelection selection =
                select(Map.of(), "--deployment-text", TWO_PREDICTORS, "--predictor", "second");

        assertThat(selection.origin()).isEqualTo("--deployment-text");
        assertThat(selection.job().weights()).isNull();
    }

    @Test
    void refusesTheDeploymentItselfBesideAFile() {
        assertThatThrownBy(
                        () ->
                                select(
                                        Map.of(),
                                        "--deployment-text",
                                        TWO_PREDICTORS,
                                        "--deployment",
                                        "d.yaml"))
                .hasMessage("--deployment-text with --deployment d.yaml (expected: one of them)");
    }

    @Test
    void asksForADeployment() {
        refusal(Map.of())
                .hasMessage(
                        "no deployment (expected: --deployment FILE, or ENGINE_PREDICTOR in the environment)");
    }

    @Test
    void readsWhatV1sOperatorHandsToItsExecutor() throws Exception {
        PredictorSelection selection =
                select(
                        Map.of("ENGINE_PREDICTOR", ENCODED),
                        "--sdep=d",
                        "--namespace=lab",
                        "--protocol=kfserving");

        assertThat(selection.group()).isEqualTo("main.d.lab");
        assertThat(selection.predictor().protocol()).hasToString("V2");
        assertThat(selection.predictor().protocolWord()).isEqualTo("kfserving");
        assertThat(selection.predictor().graph().endpoint().httpPort()).isEqualTo(9000);
    }

    @Test
    void takesTheNamespaceForDefaultWhereNoneIsStated() throws Exception {
        assertThat(select(Map.of("ENGINE_PREDICTOR", ENCODED), "--sdep", "d").group())
                .isEqualTo("main.d.default");
    }

    @Test
    void asksForTheNameThatAnEnginePredictorLacks() {
        refusal(Map.of("ENGINE_PREDICTOR", ENCODED))
                .hasMessage(
                        "--sdep is missing (expected: the deployment's name, which ENGINE_PREDICTOR does not hold)");
    }

    @Test
    void refusesAProtocolThereIsNot() {
        refusal(Map.of("ENGINE_PREDICTOR", ENCODED), "--sdep", "d", "--protocol", "soap")
                .hasMessage(
                        "--protocol: \"soap\" (expected: seldon, tensorflow, v2, kfserving, oip)");
    }

    @Test
    void refusesWhatIsNoBase64() {
        refusal(Map.of("ENGINE_PREDICTOR", "{}"), "--sdep", "d")
                .hasMessage("ENGINE_PREDICTOR: no base64 (expected: base64 of a predictor's JSON)");
    }

    @Test
    void refusesAnEnginePredictorThatIsNoPredictor() {
        refusal(Map.of("ENGINE_PREDICTOR", encode("{\"name\": 1}")), "--sdep", "d")
                .hasMessageStartingWith("ENGINE_PREDICTOR: ");
    }

    @Test
    void refusesAFlagThereIsNot() {
        refusal(Map.of(), "--speed", "9").hasMessageContaining("--speed");
    }
}
