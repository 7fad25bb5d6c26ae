// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.DeadLetterReasons;
import io.leat.deadletter.RecordPosition;
import io.leat.kafka.ErrorHeaders;
import io.leat.terminal.Printable;
import java.io.PrintWriter;

/** Dead letters for a person, some lines each, as they are found; then what models said of them. */
public final class DeadLetterRows implements DeadLetterOutput {

    private final PrintWriter out;
    private final boolean showPayloads;
    private boolean any;
    private final DeadLetterReasons reasons = new DeadLetterReasons();

    public DeadLetterRows(PrintWriter out, boolean showPayloads) {
        this.out = out;
        this.showPayloads = showPayloads;
    }

    @Override
    public void found(DeadLetter letter, boolean redriven) {
        any = true;
        reasons.add(letter);
        out.printf(
                "%s  %s  %s  node %s  status %s  attempts %s  redrives %d%s  (%s)%n",
                text(letter, ErrorHeaders.TIME),
                Printable.text(letter.source().toString()),
                text(letter, ErrorHeaders.CODE),
                text(letter, ErrorHeaders.NODE),
                text(letter, ErrorHeaders.STATUS),
                text(letter, ErrorHeaders.ATTEMPTS),
                letter.redrives(),
                redriven ? "  redriven" : "",
                letter.position());
        out.printf("  %s%n", text(letter, ErrorHeaders.MESSAGE));
        if (letter.text(ErrorHeaders.DETAIL) != null) {
            out.printf("  the model says: %s%n", text(letter, ErrorHeaders.DETAIL));
        }
        if (showPayloads) {
            out.printf("  key %s%n", Printable.text(letter.record().key()));
            out.printf("  value %s%n", Printable.text(letter.record().value()));
        }
    }

    private static String text(DeadLetter letter, String header) {
        return Printable.text(letter.text(header));
    }

    @Override
    public void foreign(RecordPosition position) {
        any = true;
        out.printf("-  no dead letter of Leat's  (%s)%n", position);
    }

    @Override
    public void end() {
        if (!any) {
            out.println("no dead letters");
        }
        DeadLetterReasonText.print(reasons, out);
    }
}
