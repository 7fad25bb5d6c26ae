// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.bench.faults.scenario.Bound;
import io.leat.bench.faults.scenario.Scenario;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {

    private static final String SMALLEST =
            """
            proves: Something.
            load: {records: 10, rate: 5}
            steps:
              - {when: 3 results, do: kill taskmanager 1}
            """;

    @Test
    void takesWhatIsNotStatedFromTheDefaults() {
        Scenario scenario = ScenarioReader.read("a.yaml", SMALLEST);

        assertThat(scenario.quick()).isFalse();
        assertThat(scenario.topology())
                .isEqualTo(new Scenario.Topology(3, 2, 0, false, false, Map.of()));
        assertThat(scenario.job().parallelism()).isEqualTo(2);
        assertThat(scenario.load().partitions()).isEqualTo(4);
        assertThat(scenario.expect().restarts()).isEqualTo(Bound.NONE);
        assertThat(scenario.expect().lost()).isEqualTo(Bound.NONE);
        assertThat(scenario.expect().order()).isEqualTo("kept");
    }

    @Test
    void readsEveryScenarioOfTheRepository() {
        Map<String, Scenario> all = ScenarioReader.all(Path.of("faults"));

        assertThat(all).hasSizeGreaterThan(20);
        assertThat(all.values()).filteredOn(Scenario::quick).hasSizeBetween(3, 6);
        assertThat(all.values()).allSatisfy(s -> assertThat(s.proves()).endsWith("."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rate: 5              | 'rate: 5, rat: 5'        | "rat"
                    rate: 5              | rate: fast               | "fast"
                    3 results            | three results            | when: "three results" (expected: at once
                    kill taskmanager 1   | kill everybody           | do: "kill everybody" (expected: kill PROCESS
                    'rate: 5'            | 'rate: 5, poison: [tea]' | poison "tea" (expected: all, none or one of
                    'proves: Something.' | 'quick: true'            | proves
                    """)
    void saysWhatItDoesNotKnow(String right, String wrong, String message) {
        String yaml = SMALLEST.replace(right, wrong);

        assertThatThrownBy(() -> ScenarioReader.read("a.yaml", yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.yaml: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    all sent answered    | pause sender
                    200 records skipped  | resume sender
                    at once              | make input again
                    at once              | delete 50 unread records of each partition
                    at once              | start job, which fails with partition \\d+ begins at
                    at once              | start job with on-missing-records continue
                    """)
    void knowsWhatBecomesOfTheInput(String when, String what) {
        assertThatNoException().isThrownBy(() -> Script.check(new Scenario.Step(when, what)));
    }

    @Test
    void readsWhetherTheJobManagerRunsTheJobsMain() {
        String yaml = SMALLEST + "topology: {brokers: 3, taskmanagers: 2, application: true}\n";

        assertThat(ScenarioReader.read("a.yaml", yaml).topology().application()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 3", "at most 3, 0, 3", "at least 3, 3, 9223372036854775807"})
    void readsBounds(String text, long least, long most) {
        assertThat(Bound.of(text)).isEqualTo(new Bound(least, most)).hasToString(text);
    }

    @Test
    void refusesABoundThatIsNone() {
        assertThatThrownBy(() -> Bound.of("some"))
                .hasMessage("\"some\" (expected: a number, at most N or at least N)");
    }
}
