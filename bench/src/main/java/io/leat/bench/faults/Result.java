package io.leat.bench.faults;

import io.leat.bench.cluster.Ledger;
import java.time.Duration;
import java.util.List;
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

    boolean passed() {
        return problems.isEmpty();
    }
}
