// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.bench.load.experiment.Experiment.Outcome;
import io.leat.bench.load.experiment.Figures;
import io.leat.bench.load.experiment.LoadResults;
import io.leat.bench.load.measure.Delays;
import io.leat.bench.load.subject.Window;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row that has measured nothing is no result, whatever its figures would be printed as. */
class LoadResultsTest {

    private static final Window MEASURED = new Window(10, 1000, 0.5, 0.1, 0.2, 1000);
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    static Stream<Outcome> nothing() {
        return Stream.of(
                new Outcome(List.of(), List.of()),
                windows(new Window(10, 0, 0.5, 0.1, 0.2, 1000)),
                windows(MEASURED, new Window(10, 0, 0, 0, 0, 0)),
                windows(new Window(10, -3, 0.5, 0.1, 0.2, 1000)),
                windows(new Window(0, 1000, 0.5, 0.1, 0.2, 1000)),
                windows(new Window(10, 1000, Double.NaN, 0.1, 0.2, 1000)),
                windows(new Window(10, 1000, 0.5, 0.1, 0.2, INFINITE)),
                delays(
                        new Delays(
                                Double.NaN, Double.NaN, Double.NaN, Double.NaN, 45_000, Map.of())),
                delays(new Delays(1, 2, 3, 4, INFINITE, Map.of())));
    }

    private static Outcome windows(Window... windows) {
        return new Outcome(List.of(windows), List.of());
    }

    private static Outcome delays(Delays delays) {
        return new Outcome(List.of(), List.of(delays));
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void refusesARowThatMeasuredNothing(Outcome outcome) {
        LoadResults results = new LoadResults();

        assertThatThrownBy(() -> results.add("naive-loop-16", outcome))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("row naive-loop-16: ")
                .hasMessageContaining("(expected: ");
        assertThat(results.has("naive-loop-16")).isFalse();
    }

    @Test
    void refusesThoseOfAnEarlierRun() {
        Figures nothing = new Figures(List.of(new Window(10, 0, 0, 0, 0, 0)), List.of());

        assertThatThrownBy(() -> new LoadResults(Map.of("rest", nothing)))
                .hasMessageStartingWith("row rest: ");
    }

    @Test
    void takesARowThatMeasuredSomething() {
        LoadResults results = new LoadResults();

        results.add("rest", windows(MEASURED));
        results.add("recovery", delays(new Delays(1, 2, 3, 4, 5, Map.of())));

        assertThat(results.get("rest").rate()).isEqualTo(100);
        assertThat(results.get("recovery").delay(Delays::silence)).isEqualTo(5);
    }
}
