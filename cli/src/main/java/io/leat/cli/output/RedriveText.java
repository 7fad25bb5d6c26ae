// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deadletter.DeadLetterField;
import io.leat.deadletter.redrive.Redrive;
import io.leat.deadletter.redrive.RedriveOutcome;
import io.leat.deadletter.redrive.RedriveReport;
import io.leat.options.OptionType;
import io.leat.terminal.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** The output of {@code leat redrive}: text as it goes, or JSON at its end. */
public final class RedriveText implements Redrive.Progress {

    private final PrintWriter out;
    private final OutputFormat format;
    private final boolean dryRun;
    private final int maxRedrives;
    private final Duration pace;
    private long lastNanos = System.nanoTime();

    /**
     * @param pace between two lines that say how many were sent so far
     */
    public RedriveText(
            PrintWriter out, OutputFormat format, boolean dryRun, int maxRedrives, Duration pace) {
        this.out = out;
        this.format = format;
        this.dryRun = dryRun;
        this.maxRedrives = maxRedrives;
        this.pace = pace;
    }

    @Override
    public void sent(List<Redrive.Sent> sent, RedriveReport sofar) {
        if (format == OutputFormat.json) {
            return;
        }
        if (dryRun) {
            sent.forEach(this::print);
        } else if (System.nanoTime() - lastNanos >= pace.toNanos()) {
            line("redriven", "%d so far".formatted(sofar.redriven()));
            lastNanos = System.nanoTime();
        }
        out.flush();
    }

    private void print(Redrive.Sent one) {
        line(
                "would send",
                "%s to %s: %s, node %s, from %s"
                        .formatted(
                                one.letter().position(),
                                Printable.text(one.target()),
                                Printable.text(DeadLetterField.CODE.of(one.letter())),
                                Printable.text(DeadLetterField.NODE.of(one.letter())),
                                Printable.text(one.letter().source().toString())));
    }

    /** What became of dead letters, by topic and by reason. */
    public void summary(RedriveReport report) {
        switch (format) {
            case text -> lines(report);
            case json -> out.println(object(report).toPrettyString());
        }
        out.flush();
    }

    private ObjectNode object(RedriveReport report) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("dryRun", dryRun);
        ObjectNode targets = object.putObject("redriven");
        report.targets().forEach(targets::put);
        ArrayNode left = object.putArray("left");
        ArrayNode passedOver = object.putArray("passedOver");
        report.counts()
                .forEach(
                        (outcome, count) -> {
                            if (outcome != RedriveOutcome.REDRIVEN) {
                                (outcome.isLeft() ? left : passedOver)
                                        .addObject()
                                        .put("reason", OptionType.wire(outcome))
                                        .put("count", count.count())
                                        .putObject("first")
                                        .put("partition", count.first().partition())
                                        .put("offset", count.first().offset());
                            }
                        });
        return object;
    }

    private void lines(RedriveReport report) {
        if (report.targets().isEmpty()) {
            line(dryRun ? "would send" : "redriven", "none");
        }
        report.targets()
                .forEach(
                        (target, count) ->
                                line(
                                        dryRun ? "would send" : "redriven",
                                        "%d to %s".formatted(count, Printable.text(target))));
        report.counts()
                .forEach(
                        (outcome, count) -> {
                            if (outcome != RedriveOutcome.REDRIVEN) {
                                line(
                                        outcome.isLeft() ? "left" : "passed over",
                                        "%d %s, the first at %s"
                                                .formatted(
                                                        count.count(),
                                                        reason(outcome),
                                                        count.first()));
                            }
                        });
    }

    private String reason(RedriveOutcome outcome) {
        return switch (outcome) {
            case REDRIVEN -> "sent";
            case ALREADY -> "redriven before (--again sends them once more)";
            case UNMATCHED -> "that --where, --since and --until leave out";
            case TOO_OFTEN -> "redriven %d times or more (--max-redrives)".formatted(maxRedrives);
            case GONE -> "that do not hold the whole record, which its source holds no more";
            case NO_TARGET -> "whose source topic does not exist (--to names another)";
            case TOO_LARGE -> "larger than the topic they would go to takes";
            case FOREIGN -> "without the headers of a dead letter of Leat's";
        };
    }

    private void line(String word, String text) {
        out.printf("%-11s %s%n", word, text);
    }
}
