// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What concurrency limit, circuit breaker and retries make of each scenario. {@code
 * docs/simulation.md} has all figures; the other tests say which of them must never be given up,
 * whatever is tuned.
 */
class SimulationTest {

    private static final Path REPORT = Path.of("..", "docs", "simulation.md");

    private static final Map<String, Outcome> OUTCOMES = new LinkedHashMap<>();

    @BeforeAll
    static void runAll() {
        Scenarios.all().forEach(each -> OUTCOMES.put(each.name(), Simulation.run(each)));
    }

    private static Outcome of(String scenario) {
        return Objects.requireNonNull(OUTCOMES.get(scenario), scenario);
    }

    /** Compares the page, or rewrites it with {@code -Dleat.docs.write=true}. */
    @Test
    void comesToTheFiguresOfTheReport() throws IOException {
        String report = SimulationReport.of(List.copyOf(OUTCOMES.values()));
        if (Boolean.getBoolean("leat.docs.write")) {
            Files.writeString(REPORT, report);
        }
        assertThat(REPORT)
                .as("run this test with -Dleat.docs.write=true, judge the difference, commit it")
                .content()
                .isEqualTo(report);
    }

    @Test
    void comesToTheSameEachTime() {
        Scenario bursts = of("bursts").scenario();

        assertThat(Simulation.run(bursts)).isEqualTo(of("bursts"));
    }

    @Test
    void starvesNoRecord() {
        assertThat(OUTCOMES.values())
                .allSatisfy(
                        outcome ->
                                assertThat(outcome.ended())
                                        .as(outcome.scenario().name())
                                        .hasSize(outcome.scenario().records()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "healthy",
                "healthy-slow",
                "backlog",
                "slows-down",
                "queues-past-the-timeout",
                "hangs",
                "outage",
                "retry-after",
                "busy",
                "away-with-few-records",
                "flaps",
                "hard-limit",
                "hard-limit-backlog",
                "scarce",
                "herd",
                "bursts"
            })
    void blamesNoRecordForWhatTheServerDoes(String scenario) {
        assertThat(of(scenario).deadLetters()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"poison, 1", "poison-run, 40"})
    void blamesPoisonAlone(String scenario, int poison) {
        assertThat(of(scenario).deadLetters()).isEqualTo(poison);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangs", "outage", "retry-after", "busy"})
    void makesFewCallsWhileNoneIsAnswered(String scenario) {
        assertThat(of(scenario).useless()).isLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slows-down", "hangs", "outage", "retry-after", "busy", "flaps"})
    void callsARecoveredServerAsMuchAsOneThatNeverFailed(String scenario) {
        assertThat(of(scenario).limits())
                .allSatisfy(
                        limit ->
                                assertThat(limit)
                                        .isGreaterThanOrEqualTo(of("healthy").limits().get(0)));
    }
}
