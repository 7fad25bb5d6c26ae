// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.DeadLetterReasons;
import io.leat.deadletter.DeadLetterReasons.Reason;
import io.leat.terminal.Counted;
import io.leat.terminal.Printable;
import java.io.PrintWriter;
import java.util.List;

/** What models have said of their records, for a person; nothing where that was not kept. */
final class DeadLetterReasonText {

    private static final int MOST_SHOWN = 20;

    private DeadLetterReasonText() {}

    static void print(DeadLetterReasons reasons, PrintWriter out) {
        List<Reason> all =
                reasons.all().stream().filter(reason -> reason.detail() != null).toList();
        if (all.isEmpty()) {
            return;
        }
        out.printf("%nby code and detail%n");
        all.stream().limit(MOST_SHOWN).forEach(reason -> print(reason, out));
        if (all.size() > MOST_SHOWN) {
            out.printf(
                    "and %s more, each of fewer%n", Counted.of(all.size() - MOST_SHOWN, "detail"));
        }
    }

    private static void print(Reason reason, PrintWriter out) {
        out.printf(
                "%8d  %s, first %s, last %s%n          %s%n",
                reason.count(),
                Printable.text(reason.code()),
                place(reason.first()),
                place(reason.last()),
                Printable.text(reason.detail()));
    }

    private static String place(DeadLetter letter) {
        return "%s (%s)".formatted(Printable.text(letter.source().toString()), letter.position());
    }
}
