// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What one of {@code validate}, {@code render} and {@code local} refuses, the others refuse too.
 */
class SameChecksTest {

    private static final String VALID = OwnDeployment.yaml(8000, "in", "out");

    @TempDir private Path folder;

    private List<Ran> run(String yaml) throws Exception {
        String file = OwnDeployment.file(folder, yaml);
        return List.of(
                Ran.leat("validate", file),
                Ran.leat("render", file, "--storage-class=shared"),
                Ran.leat("local", file, "--port=0", "--state-dir=" + folder.resolve("state")));
    }

    private static String variable(String name, String value) {
        return VALID.contains("name: " + name + ",")
                ? VALID.replaceFirst(
                        "(name: " + name + ", value: )[^}]*",
                        "$1" + Matcher.quoteReplacement("'" + value + "'"))
                : VALID + "      - {name: " + name + ", value: '" + value + "'}\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    KAFKA_BROKER            | kafka           | KAFKA_BROKER: "kafka" (expected: HOST:PORT, several separated by commas)
                    KAFKA_BROKER            | <nodeport>:9093 | KAFKA_BROKER: "<nodeport>:9093" holds the placeholder <nodeport> (expected: HOST:PORT, several separated by commas)
                    KAFKA_BROKER            | <nodepot>:9093  | KAFKA_BROKER: "<nodepot>:9093" holds the placeholder <nodepot> (expected
                    KAFKA_BROKER            | YOUR_BROKER:9092 | KAFKA_BROKER: "YOUR_BROKER:9092" holds the placeholder YOUR_BROKER (expected
                    KAFKA_BROKER            | k:9092,${BROKER}:9092 | holds the placeholder ${BROKER} (expected
                    KAFKA_BROKER            | {{ .Values.broker }}:9092 | holds the placeholder {{ .Values.broker }} (expected
                    KAFKA_OUTPUT_TOPIC      | YOUR_TOPIC      | KAFKA_OUTPUT_TOPIC: "YOUR_TOPIC" holds the placeholder YOUR_TOPIC (expected
                    KAFKA_DEAD_LETTER_TOPIC | <dead>          | KAFKA_DEAD_LETTER_TOPIC: "<dead>" holds the placeholder <dead> (expected
                    KAFKA_INPUT_TOPIC       | in put          | KAFKA_INPUT_TOPIC: "in put" (expected: a topic name of at most 249 letters, digits, '.', '_' and '-')
                    KAFKA_OUTPUT_TOPIC      | in              | KAFKA_INPUT_TOPIC and KAFKA_OUTPUT_TOPIC are both "in" (expected: two different topics)
                    LEAT_DELIVERY           | twice           | LEAT_DELIVERY: "twice" (expected: exactly-once or at-least-once)
                    LEAT_MAX_IN_FLIGHT      | lots            | LEAT_MAX_IN_FLIGHT: "lots" (expected: a whole number from 1 to 100000)
                    LEAT_BREAKER_RECORDS    | 500             | LEAT_BREAKER_RECORDS is 500 and LEAT_MAX_IN_FLIGHT is 100 (its default) (expected: at most the records in flight)
                    LEAT_BATCH_MAX_SIZE     | other=8         | LEAT_BATCH_MAX_SIZE: node "other" (expected: one of same)
                    KAFKA_CLIENT_ACKS       | 1               | acks may not be stated (expected: another property; anything but all loses predictions with a broker)
                    """)
    void refuseTheSameOptions(String name, String value, String message) throws Exception {
        for (Ran ran : run(variable(name, value))) {
            assertThat(ran.exitCode()).isPositive();
            assertThat(ran.text() + String.join("\n", ran.err())).contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    protocol: tensorflow    | protocol: triton               | spec.protocol: "triton" (expected: seldon, tensorflow, v2, kfserving, oip; did you mean v2?)
                    service_host: 127.0.0.1 | service_host: http://127.0.0.1 | (expected: a host name or address, without a scheme
                    service_host: 127.0.0.1 | service_host: 127.0.0.1:18080  | (expected: a host name or address, without a port
                    service_host: 127.0.0.1 | service_host: my model         | (expected: a host name of letters
                    service_host: 127.0.0.1 | service_host: 10.0.0.300       | (expected: an IPv4 address
                    service_host: 127.0.0.1 | service_host: <model>          | "<model>" holds the placeholder <model> (expected: the host name or address of the model server)
                    service_host: 127.0.0.1 | service_host: "{{ .Values.x }}" | holds the placeholder {{ .Values.x }}
                    example/same:1          | your-registry/same:1           | spec.containers[0].image: "your-registry/same:1" holds the placeholder your-registry (expected: an image)
                    example/same:1          | ${IMAGE}                       | "${IMAGE}" holds the placeholder ${IMAGE} (expected: an image)
                    type: MODEL             | type: MODL                     | did you mean MODEL?
                    """)
    void refuseTheSameDocuments(String right, String wrong, String message) throws Exception {
        for (Ran ran : run(VALID.replace(right, wrong))) {
            assertThat(ran.exitCode()).isPositive();
            assertThat(ran.text() + String.join("\n", ran.err())).contains(message);
        }
    }

    @Test
    void nameTheFieldThatIsMeantByAMisspeltOne() throws Exception {
        String external =
                VALID.replace("service_port: 8000", "servicePort: 8000")
                        .replaceFirst("(?s)    componentSpecs.*?(?=    svcOrchSpec)", "");

        for (Ran ran : run(external)) {
            assertThat(ran.exitCode()).isPositive();
            assertThat(ran.text() + String.join("\n", ran.err()))
                    .contains(
                            "absent (expected: the port on which the external model server 127.0.0.1"
                                    + " listens for rest)")
                    .contains("servicePort: unknown field, dropped: did you mean service_port?");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LEAT_DELIVERY, AtLeastOnce",
        "LEAT_ORDER, UNORDERED",
        "KAFKA_SECURITY_PROTOCOL, plaintext"
    })
    void takeTheSameWords(String name, String value) throws Exception {
        String file = OwnDeployment.file(folder, variable(name, value));

        assertThat(Ran.leat("validate", file).exitCode()).isZero();
        assertThat(Ran.leat("render", file, "--storage-class=shared").exitCode()).isZero();
    }

    /** Options and the environment are no part of what is rendered. */
    @Test
    void validateCountsOptionsAsLocalDoes() throws Exception {
        String file = OwnDeployment.file(folder, VALID.replaceFirst("(?s)    svcOrchSpec.*", ""));

        assertThat(Ran.leat("validate", file).exitCode()).isEqualTo(1);
        assertThat(Ran.leat("render", file, "--storage-class=shared").exitCode()).isEqualTo(1);
        assertThat(
                        Ran.leat(
                                        "validate",
                                        file,
                                        "--broker=kafka:9092",
                                        "--input-topic=in",
                                        "--output-topic=out")
                                .exitCode())
                .isZero();
        assertThat(
                        Ran.leat(
                                        "validate",
                                        file,
                                        "--broker=kafka:9092",
                                        "--input-topic=a",
                                        "--output-topic=b")
                                .text())
                .contains("predictor main: a -> b, ");
        assertThat(Ran.leat("validate", file, "--broker=kafka").text())
                .contains("error: --broker: \"kafka\" (expected: HOST:PORT");
    }
}
