// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code leat redrive} and {@code leat dead-letters} say to what they cannot take. */
class DeadLetterMistakesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    redrive|--topic is missing (expected: a topic, or a FILE)
                    redrive --from a|--broker is missing (expected: HOST:PORT, or KAFKA_BROKER in the environment)
                    redrive --from a --predictor b|--predictor without a file (expected: a FILE)
                    redrive --from a --broker h:1 --to a|--to: a is the dead-letter topic itself (expected: another)
                    redrive --limit 0|Invalid value for option '--limit': "0" (expected: a number from 1 to 2147483647)
                    redrive --where nonsense|--where: "nonsense" (expected: KEY=VALUE, KEY one of code, predictor, node, model, endpoint, status, detail, topic, partition, offset, redrives, hour)
                    redrive --where mode=a|--where: "mode" (expected: one of code, predictor, node, model, endpoint, status, detail, topic, partition, offset, redrives, hour)
                    redrive --where code=rejected|--where: code="rejected" (expected: bad-record, tombstone, model-rejected, bad-reply, bad-route, model-failed, model-unavailable, expired, output-too-large, output-refused, internal)
                    redrive --where node=|--where: node="" (expected: a value)
                    redrive --where node=a --where node=b|--where: "node=b": node is stated twice (expected: once, with commas between its values)
                    redrive --since yesterday|--since: "yesterday" (expected: how long ago, such as 30min, 2h or 7d, or a time such as 2026-03-01T14:30:00Z)
                    redrive --since 1h --until 2h|--since 1h is not before --until 2h (expected: earlier)
                    dead-letters --by mood|--by: "mood" (expected: one of code, predictor, node, model, endpoint, status, detail, topic, partition, offset, redrives, hour)
                    dead-letters --show-payloads|--show-payloads without --list (expected: both)
                    dead-letters --by code --list|--by with --list (expected: one of them)
                    """)
    void saysWhatWasExpected(String command, String message) {
        Ran ran = Ran.leat(command.split(" ", -1));

        String name = "leat " + command.split(" ", -1)[0];
        assertThat(ran)
                .isEqualTo(
                        new Ran(
                                2,
                                List.of(),
                                List.of(
                                        name + ": " + message,
                                        name + " --help says what there is")));
    }

    @ParameterizedTest
    @CsvSource({"redrive,--from", "redrive,-t", "dead-letters,--topic", "send,--topic", "watch,-t"})
    void takesTheFlagsOfTheJobForBrokers(String command, String topic) {
        Ran ran =
                Ran.leat(
                        command,
                        topic,
                        "a",
                        "-b=h:1",
                        "--security-protocol=SASL_SSL",
                        "--sasl-mechanism=PLAIN",
                        "--kafka-client=acks=0");

        assertThat(ran)
                .isEqualTo(
                        new Ran(
                                2,
                                List.of(),
                                List.of(
                                        "leat %s: KAFKA_SASL_USERNAME is missing (expected: one for --sasl-mechanism PLAIN)"
                                                .formatted(command),
                                        "leat %s: KAFKA_SASL_PASSWORD is missing (expected: one for --sasl-mechanism PLAIN)"
                                                .formatted(command),
                                        "leat %s: --kafka-client acks: acks may not be stated (expected: another property; anything but all loses predictions with a broker)"
                                                .formatted(command))));
    }

    /** Of predictors that share the records of a topic. */
    @ParameterizedTest
    @ValueSource(strings = {"redrive", "dead-letters"})
    void asksWhosePredictorsDeadLettersAreMeant(String command, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("canary.yaml");
        Files.writeString(
                file,
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata: {name: income}
                spec:
                  protocol: v2
                  predictors:
                  - name: main
                    traffic: 90
                    graph: {name: m, type: MODEL, endpoint: {service_host: a, service_port: 1}}
                    svcOrchSpec: {env: [{name: KAFKA_INPUT_TOPIC, value: in}, {name: KAFKA_OUTPUT_TOPIC, value: out}]}
                  - name: canary
                    traffic: 10
                    graph: {name: m, type: MODEL, endpoint: {service_host: b, service_port: 1}}
                    svcOrchSpec: {env: [{name: KAFKA_INPUT_TOPIC, value: in}, {name: KAFKA_OUTPUT_TOPIC, value: out-canary}]}
                """);
        List<String> all = List.of(command, "-f", file.toString(), "-b", "127.0.0.1:1");

        Ran ran = Ran.leat(all.toArray(String[]::new));

        assertThat(ran.err().get(0))
                .isEqualTo(
                        "leat %s: %s: its predictors have dead-letter topics of their own: out-dead-letter of main, out-canary-dead-letter of canary (expected: --predictor with one of main, canary)"
                                .formatted(command, file));
    }
}
