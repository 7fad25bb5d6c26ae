// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.JobLoader;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.options.settings.JobSettings.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands for a broker that asks for TLS and a password. */
class SuggestedCommandsTest {

    private static final String DEPLOYMENT =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: iris, namespace: tests}
            spec:
              protocol: v2
              serverType: kafka
              predictors:
              - name: main
                graph:
                  name: iris
                  type: MODEL
                  endpoint: {type: REST, service_host: 127.0.0.1, service_port: 80}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "kafka:9093"}
                  - {name: KAFKA_INPUT_TOPIC, value: in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out}
                  - {name: KAFKA_SECURITY_PROTOCOL, value: SASL_PLAINTEXT}
                  - {name: KAFKA_SASL_MECHANISM, value: PLAIN}
            """;

    @Test
    void holdTheOptionsThatReachItFromWhereverTheyAreStatedAndNoSecret() throws Exception {
        PredictorSelection selection = PredictorSelection.fromText(DEPLOYMENT, "iris.yaml", null);
        JobArguments arguments =
                new JobArguments(
                        Map.of(
                                "sasl-username", "it's me",
                                "kafka-client.fetch.min.bytes", "2"));
        Map<String, String> environment = Map.of("KAFKA_SASL_PASSWORD", "sesame");
        Topics topics =
                JobLoader.load(selection, arguments, environment, Map.of()).settings().topics();

        SuggestedCommands commands =
                SuggestedCommands.of(
                        topics,
                        option -> JobLoader.find(option, selection, arguments, environment));

        assertThat(commands.listDeadLetters())
                .isEqualTo(
                        "./leat dead-letters --broker kafka:9093 --security-protocol SASL_PLAINTEXT"
                                + " --sasl-mechanism PLAIN --sasl-username 'it'\\''s me' --kafka-client"
                                + " fetch.min.bytes=2 --from out-dead-letter --list");
        assertThat(commands.variables()).containsExactly("KAFKA_SASL_PASSWORD");
    }

    @Test
    void nameTheProgramAsItIsCalled() {
        System.setProperty("leat.command", "leat");
        try {
            assertThat(SuggestedCommands.of("status")).isEqualTo("leat status");
        } finally {
            System.clearProperty("leat.command");
        }
    }
}
