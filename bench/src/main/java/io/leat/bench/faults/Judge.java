// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import io.leat.bench.faults.environment.LogSearch;
import io.leat.bench.faults.scenario.Scenario;
import io.leat.bench.harness.DeliveryAudit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what was found with what was expected. */
final class Judge {

    /** How the job says that predictions, or events of its request log, are lost. */
    private static final String LOSS = "(PREDICTIONS|EVENTS OF THE REQUEST LOG) ARE LOST";

    private final Scenario.Expect expect;

    Judge(Scenario.Expect expect) {
        this.expect = expect;
    }

    /** What is wrong; nothing if the row has passed. */
    List<String> problems(DeliveryAudit.Tally tally, @Nullable Long restarts, LogSearch logs) {
        List<String> problems = new ArrayList<>();
        if (tally.records() == 0) {
            problems.add("no record was sent (expected: at least one), so nothing was measured");
        }
        if (!expect.lost().holds(tally.lost())) {
            problems.add("%d lost (expected: %s)".formatted(tally.lost(), expect.lost()));
        }
        if (!expect.duplicated().holds(tally.duplicated())) {
            problems.add(
                    "%d duplicated (expected: %s)"
                            .formatted(tally.duplicated(), expect.duplicated()));
        }
        if (tally.wrong() > 0) {
            problems.add("%d wrong (expected: 0)".formatted(tally.wrong()));
        }
        if (tally.disordered() > 0 && expect.order().equals("kept")) {
            problems.add("%d out of order (expected: 0)".formatted(tally.disordered()));
        }
        if (restarts == null) {
            problems.add("the row did not come to its end");
        } else if (!expect.restarts().holds(restarts)) {
            problems.add("%d restarts (expected: %s)".formatted(restarts, expect.restarts()));
        }
        if (tally.lost() == 0 && logs.count(LOSS) > 0) {
            problems.add("a loss in the logs (expected: none, as nothing is lost)");
        }
        if (!expect.alarm().isEmpty() && logs.count(expect.alarm()) == 0) {
            problems.add("no alarm in the logs (expected: %s)".formatted(expect.alarm()));
        }
        return problems;
    }
}
