// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry.simulation;

import io.leat.client.retry.simulation.Simulation.Ended;
import java.time.Duration;
import java.util.List;

/**
 * What came of a scenario.
 *
 * @param ended all records whose result has left
 * @param calls made of the server
 * @param retries calls that were repeats
 * @param mostCallsInASecond of all subtasks together
 * @param breakerOpen how long a subtask's breaker was not closed, on average
 * @param limits of the subtasks at the end
 * @param lasted until the last result
 */
record Outcome(
        Scenario scenario,
        List<Ended> ended,
        int calls,
        long retries,
        int mostCallsInASecond,
        Duration breakerOpen,
        List<Integer> limits,
        Duration lasted) {

    long answered() {
        return ended.stream().filter(Ended::isAnswered).count();
    }

    long deadLetters() {
        return ended.size() - answered();
    }

    /** Percent of the calls that brought no answer in time. */
    double useless() {
        return 100.0 * (calls - answered()) / calls;
    }

    Duration meanWait() {
        return Duration.ofNanos(
                ended.stream().mapToLong(Ended::waited).sum() / Math.max(1, ended.size()));
    }

    /** What 99 of 100 records wait at most. */
    Duration p99Wait() {
        long[] waits = ended.stream().mapToLong(Ended::waited).sorted().toArray();
        return Duration.ofNanos(waits[(int) Math.ceil(waits.length * 0.99) - 1]);
    }
}
