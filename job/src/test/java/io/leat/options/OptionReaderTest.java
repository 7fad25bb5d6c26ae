// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.JobSettings;
import io.leat.options.settings.ShadowTopics;
import io.leat.protocol.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which statement of an option counts, and how a wrong one is named. */
class OptionReaderTest {

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<OptionSource.Stated> deployment = new ArrayList<>();
    private final Map<String, String> annotations = new HashMap<>();

    /** All sources in the job's order; those of the deployment state the call time-out. */
    private OptionReader reader() {
        return new OptionReader(
                List.of(
                        OptionSource.commandLine(flags::get),
                        OptionSource.environment(environment),
                        option -> option.equals(LeatOptions.CALL_TIMEOUT) ? deployment : List.of(),
                        OptionSource.annotations(annotations, Transport.REST)));
    }

    private long callTimeoutMillis() {
        return reader().read(LeatOptions.CALL_TIMEOUT).toMillis();
    }

    private void inDeployment(String text) {
        deployment.add(new OptionSource.Stated(text, "svcOrchSpec.env LEAT_CALL_TIMEOUT"));
    }

    @Test
    void prefersTheCommandLineThenTheEnvironmentThenTheDeploymentThenTheAnnotation() {
        assertThat(callTimeoutMillis()).isEqualTo(60_000);
        annotations.put("seldon.io/rest-timeout", "4");
        assertThat(callTimeoutMillis()).isEqualTo(4);
        inDeployment("3");
        assertThat(callTimeoutMillis()).isEqualTo(3);
        environment.put("LEAT_CALL_TIMEOUT", "2");
        assertThat(callTimeoutMillis()).isEqualTo(2);
        flags.put("call-timeout", "1");
        assertThat(callTimeoutMillis()).isEqualTo(1);
    }

    @Test
    void doesNotCountABlankStatement() {
        environment.put("LEAT_CALL_TIMEOUT", " ");
        inDeployment("3");

        assertThat(callTimeoutMillis()).isEqualTo(3);
    }

    @Test
    void ignoresSpaceRoundAValue() {
        environment.put("KAFKA_INPUT_TOPIC", " people\n");

        assertThat(reader().read(LeatOptions.INPUT_TOPIC)).isEqualTo("people");
    }

    @Test
    void refusesAStatementMadeTwiceInOnePlace() {
        inDeployment("3");
        inDeployment("3");
        OptionReader reader = reader();

        assertThat(reader.read(LeatOptions.CALL_TIMEOUT)).isNull();
        assertThat(reader.problems())
                .containsExactly(
                        "svcOrchSpec.env LEAT_CALL_TIMEOUT: stated 2 times (expected: once)");
    }

    @Test
    void refusesAReferenceThatOnlyAClusterResolves() {
        inDeployment(null);
        OptionReader reader = reader();

        assertThat(reader.read(LeatOptions.CALL_TIMEOUT)).isNull();
        assertThat(reader.problems())
                .containsExactly(
                        "LEAT_CALL_TIMEOUT is a reference (svcOrchSpec.env LEAT_CALL_TIMEOUT) that only a cluster resolves (expected: its value in the environment or as --call-timeout)");
    }

    @Test
    void takesAValueOverAReference() {
        inDeployment(null);
        environment.put("LEAT_CALL_TIMEOUT", "2");

        assertThat(callTimeoutMillis()).isEqualTo(2);
    }

    @Test
    void namesWhatIsMissing() {
        OptionReader reader = reader();

        assertThat(reader.read(LeatOptions.BROKER)).isNull();
        assertThat(reader.problems())
                .containsExactly(
                        "KAFKA_BROKER is missing (expected: HOST:PORT, several separated by commas, as --broker, in the environment or in svcOrchSpec.env)");
    }

    @Test
    void hasNoProblemWithAMissingOptionThatIsDerived() {
        OptionReader reader = reader();

        assertThat(reader.read(LeatOptions.DEAD_LETTER_TOPIC)).isNull();
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void namesKeyValueExpectationAndOriginOfEveryMistakeAtOnce() {
        flags.put("broker", "kafka");
        environment.put("KAFKA_INPUT_TOPIC", "in out");
        inDeployment("fast");
        environment.put("LEAT_CONNECT_TIMEOUT", "0");
        OptionReader reader = reader();

        JobSettings.read(reader, ShadowTopics.NONE);

        assertThat(reader.problems())
                .containsExactly(
                        "--broker: \"kafka\" (expected: HOST:PORT, several separated by commas)",
                        "environment KAFKA_INPUT_TOPIC: \"in out\" (expected: a topic name of at most 249 letters, digits, '.', '_' and '-')",
                        "KAFKA_OUTPUT_TOPIC is missing (expected: a topic name of at most 249 letters, digits, '.', '_' and '-', as --output-topic, in the environment or in svcOrchSpec.env)",
                        "svcOrchSpec.env LEAT_CALL_TIMEOUT: \"fast\" (expected: a duration above zero such as 500ms, 5s, 2min or 1h; a bare number is milliseconds)",
                        "environment LEAT_CONNECT_TIMEOUT: \"0\" (expected: a duration above zero such as 500ms, 5s, 2min or 1h; a bare number is milliseconds)");
    }

    @Test
    void doesNotFallBackFromAWrongValueToAWeakerPlace() {
        flags.put("call-timeout", "fast");
        environment.put("LEAT_CALL_TIMEOUT", "2");

        assertThat(reader().read(LeatOptions.CALL_TIMEOUT)).isNull();
    }
}
