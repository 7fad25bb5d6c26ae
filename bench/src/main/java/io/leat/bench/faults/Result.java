package io.leat.bench.faults;

import io.leat.bench.cluster.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row.
 *
 * @param restarts of the job, if it could still be asked
 * @param problems what was not as expected
 * @param remarks what may explain them
 */
record Result(
        String name,
        Ledger.Tally tally,
        @Nullable Long restarts,
        Duration took,
        List<String> problems,
        List<String> remarks) {

    /** A row that could not be played. */
    static Result failed(String name, String why) {
        Ledger.Tally nothing = new Ledger.Tally(0, 0, Map.of(), 0, 0, 0, 0);
        return new Result(name, nothing, null, Duration.ZERO, List.of(why), List.of());
    }

    boolean passed() {
        return problems.isEmpty();
    }
}
