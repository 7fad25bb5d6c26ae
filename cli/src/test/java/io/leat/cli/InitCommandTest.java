// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code leat init} prints, and that the other commands take it. */
class InitCommandTest {

    @TempDir private Path folder;

    @Test
    void printsTheDeploymentThatItsOptionsStandFor() {
        Ran ran =
                Ran.leat(
                        "init",
                        "--model=http://127.0.0.1:18080",
                        "--protocol=V2",
                        "--model-name=iris",
                        "--input-topic=a",
                        "--output-topic=b");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.text() + "\n")
                .isEqualTo(
                        """
                        # A deployment of model servers that run already. Save it as FILE:
                        #   ./leat validate FILE    says what is wrong with it
                        #   ./leat local FILE       runs it here
                        #   ./leat render FILE      turns it into Kubernetes manifests
                        apiVersion: machinelearning.seldon.io/v1
                        kind: SeldonDeployment
                        metadata:
                          # Part of the consumer group, which is default.iris.default.
                          name: iris
                        spec:
                          # What the models speak: v2, tensorflow or seldon.
                          protocol: v2
                          # How they are called: rest or grpc.
                          transport: rest
                          # Records come from Kafka and predictions go there.
                          serverType: kafka
                          predictors:
                            - name: default
                              graph:
                                # The model's name on the server, which every request holds.
                                name: iris
                                type: MODEL
                                # An external model server: nothing is deployed for it.
                                endpoint:
                                  service_host: 127.0.0.1
                                  service_port: 18080
                              svcOrchSpec:
                                env:
                                  # Put your broker here, or remove it: none was stated, and without one ./leat local runs a broker of its own, as with --embedded-broker.
                                  - name: KAFKA_BROKER
                                    value: localhost:9092
                                  # The topic prediction requests are read from.
                                  - name: KAFKA_INPUT_TOPIC
                                    value: a
                                  # The topic predictions are written to.
                                  - name: KAFKA_OUTPUT_TOPIC
                                    value: b
                        """);
    }

    @Test
    void writesAChainInTheOrderOfItsModelsAndEveryOptionAsAVariable() throws Exception {
        Ran ran =
                Ran.leat(
                        "init",
                        "--model=scale=grpcs://h1",
                        "--model=my model=grpc://[::1]:8002",
                        "--protocol=tensorflow",
                        "--name=prices",
                        "--broker=kafka:9093",
                        "--input-topic=a",
                        "--output-topic=on",
                        "--delivery=at-least-once",
                        "--kafka-client=fetch.min.bytes=2");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().stream().filter(line -> !line.strip().startsWith("#")))
                .containsSubsequence(
                        "  name: prices",
                        "  transport: grpc",
                        "        name: scale",
                        "          service_host: h1",
                        "          service_port: 443",
                        "        children:",
                        "          - name: \"my model\"",
                        "              service_host: \"::1\"",
                        "              service_port: 8002",
                        "          - name: KAFKA_BROKER",
                        "            value: kafka:9093",
                        "            value: \"on\"",
                        "          - name: LEAT_DELIVERY",
                        "            value: at-least-once",
                        "          - name: LEAT_MODEL_TLS",
                        "            value: \"true\"",
                        "          - name: LEAT_MODEL_SECURITY_NODES",
                        "            value: scale",
                        "          - name: KAFKA_CLIENT_FETCH_MIN_BYTES",
                        "            value: \"2\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--model=http://triton:8000 --model-name=iris --protocol=v2",
                "--model=https://triton --model-name=iris --protocol=v2 --batch-max-size=8",
                "--model=a=grpc://h:1 --model=b_2=grpc://h:2 --model=C=grpc://h:3 --protocol=tensorflow",
                "--model=http://h:9000/ --protocol=seldon --kafka-client=fetch.min.bytes=2"
            })
    void isTakenByValidateAndRender(String models) throws Exception {
        Ran init =
                Ran.leat(
                        ("init --input-topic=a --output-topic=b --broker=kafka:9092 " + models)
                                .split(" "));
        String file = Files.writeString(folder.resolve("draft.yaml"), init.text()).toString();

        Ran validate = Ran.leat("validate", file);
        Ran render =
                Ran.leat(
                        "render",
                        "--namespace=ml",
                        "--image=registry.example/leat:1",
                        "--storage-class=shared",
                        file);

        assertThat(validate.text()).contains(": valid").doesNotContain("error", "warning");
        assertThat(validate.exitCode()).isZero();
        assertThat(render.err()).isEmpty();
        assertThat(render.exitCode()).isZero();
        assertThat(render.text())
                .contains("kind: FlinkDeployment", "# An external model server")
                .doesNotContain("kind: Deployment", "kind: Service\n");
    }

    @Test
    void namesEveryWrongOptionAsItWasStated() {
        Ran ran =
                Ran.leat(
                        "init",
                        "--model=http://h:1",
                        "--protocol=seldon",
                        "--input-topic=a b",
                        "--output-topic=b",
                        "--broker=h",
                        "--delivery=twice");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .containsExactly(
                        "leat init: --broker: \"h\" (expected: HOST:PORT, several separated by commas)",
                        "leat init: --input-topic: \"a b\" (expected: a topic name of at most 249 letters, digits, '.', '_' and '-')",
                        "leat init: --delivery: \"twice\" (expected: exactly-once or at-least-once)");
    }

    @Test
    void asksForTheTopics() {
        Ran ran = Ran.leat("init", "--model=http://h:1", "--protocol=seldon");

        String expected =
                " is missing (expected: a topic name of at most 249 letters, digits, '.', '_' and '-', or ";
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .isEqualTo(
                        List.of(
                                "leat init: --input-topic"
                                        + expected
                                        + "KAFKA_INPUT_TOPIC in the environment)",
                                "leat init: --output-topic"
                                        + expected
                                        + "KAFKA_OUTPUT_TOPIC in the environment)"));
    }
}
