// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import io.leat.bench.harness.DeliveryAudit;
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
record RowResult(
        String name,
        DeliveryAudit.Tally tally,
        @Nullable Long restarts,
        Duration took,
        List<String> problems,
        List<String> remarks) {

    /** A row that could not be played. */
    static RowResult failed(String name, String why) {
        DeliveryAudit.Tally nothing = new DeliveryAudit.Tally(0, 0, Map.of(), 0, 0, 0, 0);
        return new RowResult(name, nothing, null, Duration.ZERO, List.of(why), List.of());
    }

    boolean passed() {
        return problems.isEmpty();
    }
}
