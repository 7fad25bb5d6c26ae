// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.DeadLetterField;
import io.leat.deadletter.DeadLetterGroup;
import io.leat.deadletter.DeadLetterSummary;
import io.leat.deadletter.RecordPosition;
import io.leat.terminal.Counted;
import io.leat.terminal.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Counts for a person. */
public final class DeadLetterCounts implements DeadLetterOutput {

    private final PrintWriter out;
    private final String topic;
    private final DeadLetterSummary summary;

    public DeadLetterCounts(PrintWriter out, List<DeadLetterField> by, String topic) {
        this.out = out;
        this.topic = topic;
        this.summary = new DeadLetterSummary(by);
    }

    @Override
    public void found(DeadLetter letter, boolean redriven) {
        summary.add(letter, redriven);
    }

    @Override
    public void foreign(RecordPosition position) {
        summary.addForeign();
    }

    @Override
    public void end() {
        DeadLetterGroup all = summary.all();
        out.printf(
                "%s: %s, %d of them redriven%s%n",
                topic, Counted.of(all.count(), "dead letter"), all.redriven(), times(all));
        if (summary.foreign() > 0) {
            out.printf(
                    "and %s without the headers of a dead letter of Leat's%n",
                    Counted.of(summary.foreign(), "record"));
        }
        if (all.count() > 0) {
            summary.groups().forEach(this::print);
            DeadLetterReasonText.print(summary.reasons(), out);
        }
    }

    private void print(DeadLetterField field, Map<String, DeadLetterGroup> groups) {
        out.printf("%nby %s%n", field.wire());
        groups.forEach(
                (value, group) -> {
                    out.printf(
                            "%8d  %s%s%s%n",
                            group.count(),
                            Printable.text(value),
                            group.redriven() == 0 ? "" : ", redriven " + group.redriven(),
                            field == DeadLetterField.HOUR ? "" : times(group));
                    if (field == DeadLetterField.CODE) {
                        out.printf("          %s%n", Printable.text(group.message()));
                    }
                });
    }

    private static String times(DeadLetterGroup group) {
        return group.first() == null ? "" : ", %s to %s".formatted(group.first(), group.last());
    }
}
