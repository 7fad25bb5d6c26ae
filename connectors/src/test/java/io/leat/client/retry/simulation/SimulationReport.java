// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page that all outcomes make. */
final class SimulationReport {

    private static final String INTRO =
            """
            <!-- Made by SimulationTest: run it with -Dleat.docs.write=true to write this page anew. -->
            # Retries, circuit breaker and concurrency limit, simulated

            Each scenario runs the job's own retries, circuit breaker and concurrency limit against a model server that is
            simulated, with a clock that stands still between events and random numbers of a fixed seed: the figures are the same
            on every machine. Settings are the defaults (100 records in flight a subtask, in order, `aimd`), but for a call timeout
            of 10 s. Unless a scenario says otherwise, one subtask gets 50 records a second for 2 minutes, and the server computes
            8 calls at a time in 25 to 75 ms each, which is 160 a second, and queues up to 1,000.

            A change of the code that changes a figure shows as a difference of this file: judge it before you commit it.

            """;

    private static final String COLUMNS =
            """

            - useless: calls that brought no answer in time.
            - breaker open: how long it was open or half open, on average of the subtasks.
            - limit: concurrent calls allowed at the end, of each subtask.
            - wait: from a record's arrival at the topic until its result leaves, behind those before it.
            - lasted: until the last result leaves.
            """;

    private SimulationReport() {}

    static String of(List<Outcome> outcomes) {
        return INTRO + scenarios(outcomes) + "\n" + figures(outcomes) + COLUMNS;
    }

    private static String scenarios(List<Outcome> outcomes) {
        return "| Scenario | What happens |\n|---|---|\n"
                + outcomes.stream()
                        .map(Outcome::scenario)
                        .map(each -> "| `%s` | %s |\n".formatted(each.name(), each.what()))
                        .collect(Collectors.joining());
    }

    private static String figures(List<Outcome> outcomes) {
        return "| Scenario | answered | dead letters | calls | retries | useless | most calls in a"
                + " second | breaker open, s | limit | mean wait, s | p99 wait, s | lasted, s |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|---|\n"
                + outcomes.stream().map(SimulationReport::row).collect(Collectors.joining());
    }

    private static String row(Outcome outcome) {
        return "| `%s` | %d | %d | %d | %d | %s %% | %d | %s | %s | %s | %s | %s |\n"
                .formatted(
                        outcome.scenario().name(),
                        outcome.answered(),
                        outcome.deadLetters(),
                        outcome.calls(),
                        outcome.retries(),
                        String.format(Locale.ROOT, "%.1f", outcome.useless()),
                        outcome.mostCallsInASecond(),
                        seconds(outcome.breakerOpen(), 1),
                        outcome.limits().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")),
                        seconds(outcome.meanWait(), 3),
                        seconds(outcome.p99Wait(), 3),
                        seconds(outcome.lasted(), 1));
    }

    private static String seconds(Duration duration, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", duration.toNanos() / 1e9);
    }
}
