// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.OutputFlag;
import io.leat.cli.output.DeadLetterCounts;
import io.leat.cli.output.DeadLetterCountsJson;
import io.leat.cli.output.DeadLetterOutput;
import io.leat.cli.output.DeadLetterRows;
import io.leat.cli.output.DeadLetterRowsJson;
import io.leat.deadletter.DeadLetterField;
import io.leat.deadletter.DeadLetterFilter;
import io.leat.deadletter.DeadLetterScan;
import io.leat.job.plan.ConfigurationException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat dead-letters}: what could not be answered, and why. */
@Command(
        name = "dead-letters",
        description =
                "Says what a dead-letter topic holds: how many, why, since when, and how many of"
                        + " them were redriven. Payloads are not shown unless asked for.",
        sortOptions = false,
        exitCodeList = {
            "0:the topic was read, whatever it holds",
            "1:it could not be",
            "2:wrong usage, or a file that cannot be read"
        })
final class DeadLettersCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private DeadLetterOptions letters;

    @Option(
            names = "--by",
            paramLabel = "KEY",
            split = ",",
            description =
                    "What to count by, one or more of the keys of --where (default:"
                            + " code,node,model,hour).")
    private @Nullable List<String> by;

    @Option(names = "--list", description = "Print each dead letter instead of counts.")
    private boolean list;

    @Option(names = "--show-payloads", description = "With --list: keys and values too.")
    private boolean showPayloads;

    @Mixin private OutputFlag output;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure, InterruptedException {
        DeadLetterFilter filter = letters.filter(Instant.now());
        List<DeadLetterField> fields = fields();
        if (showPayloads && !list) {
            throw mistake("--show-payloads without --list (expected: both)");
        }
        if (by != null && list) {
            throw mistake("--by with --list (expected: one of them)");
        }
        PrintWriter out = spec.commandLine().getOut();
        return letters.work(
                System.getenv(),
                place -> {
                    place.require();
                    DeadLetterOutput printed =
                            switch (output.format()) {
                                case text ->
                                        list
                                                ? new DeadLetterRows(out, showPayloads)
                                                : new DeadLetterCounts(out, fields, place.topic());
                                case json ->
                                        list
                                                ? new DeadLetterRowsJson(out, showPayloads)
                                                : new DeadLetterCountsJson(
                                                        out, fields, place.topic());
                            };
                    DeadLetterScan.run(place.broker().client(), place.topic(), filter, printed);
                    printed.end();
                    out.flush();
                    return ExitCode.OK;
                });
    }

    private List<DeadLetterField> fields() {
        if (by == null) {
            return List.of(
                    DeadLetterField.CODE,
                    DeadLetterField.NODE,
                    DeadLetterField.MODEL,
                    DeadLetterField.HOUR);
        }
        List<DeadLetterField> fields = new ArrayList<>();
        for (String name : by) {
            try {
                fields.add(DeadLetterField.named(name.strip()));
            } catch (IllegalArgumentException e) {
                throw mistake("--by: " + e.getMessage());
            }
        }
        return fields;
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
