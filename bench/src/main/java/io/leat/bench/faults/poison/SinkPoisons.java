// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.poison;

import static io.leat.bench.faults.poison.Poison.answered;

import java.util.List;

/**
 * Good requests whose predictions the output topic may refuse, with settings that a scenario gives
 * it. Not among {@code all}, as their outcome depends on those.
 */
final class SinkPoisons {

    private static final long MICROSECONDS_FOR_MILLISECONDS = 1000;

    /** More than a topic takes whose {@code max.message.bytes} are some thousands. */
    private static final int HEAVY = 10_000;

    static final List<Poison> ALL =
            List.of(
                    new Poison("unkeyed", "output-refused", draft -> draft.key = null),
                    answered("far-ahead", SinkPoisons::ahead),
                    answered("far-back", draft -> draft.timestamp = 86_400_000L),
                    // Before the job knows of a limit that was lowered the brokers refuse it.
                    new Poison("heavy", "output-too-large|output-refused", SinkPoisons::heavy));

    private SinkPoisons() {}

    /** By a header, which the prediction has too. Its name is illegal to a model. */
    private static void heavy(Poison.Draft draft) {
        draft.header("x heavy", Poison.bytes(HEAVY));
    }

    private static void ahead(Poison.Draft draft) {
        draft.timestamp = System.currentTimeMillis() * MICROSECONDS_FOR_MILLISECONDS;
    }
}
