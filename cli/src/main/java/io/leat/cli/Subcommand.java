// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.GroupedOptionList;
import io.leat.cli.flags.StandardFlags;
import io.leat.cli.records.CompareCommand;
import io.leat.cli.records.SendCommand;
import io.leat.cli.records.WatchCommand;
import io.leat.job.plan.JobArguments;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The subcommands of {@code leat}, in the order of its help. To build them all takes several times
 * as long as to run one, so that a command line has only those with their options that it can come
 * to; the others are there by name and description.
 */
enum Subcommand {
    LOCAL(LocalCommand.class, Options.JOB),
    INIT(InitCommand.class, Options.JOB),
    VALIDATE(ValidateCommand.class, Options.JOB),
    RENDER(RenderCommand.class),
    SEND(SendCommand.class, Options.CONNECTION),
    WATCH(WatchCommand.class, Options.CONNECTION),
    COMPARE(CompareCommand.class, Options.CONNECTION),
    DEAD_LETTERS(DeadLettersCommand.class, Options.CONNECTION),
    REDRIVE(RedriveCommand.class, Options.CONNECTION),
    STATUS(StatusCommand.class),
    VERSION(VersionCommand.class),
    COMPLETION(CompletionCommand.class),
    HELP(HelpCommand.class);

    /** Flags of {@code leat} itself that end it. */
    private static final Set<String> OF_LEAT =
            Set.of("-h", "--help", "--help-all", "-V", "--version");

    /** What it takes of the job's options beside its own. */
    private enum Options {
        NONE,
        JOB,
        CONNECTION;

        void addTo(CommandSpec command) {
            switch (this) {
                case NONE -> {}
                case JOB -> JobArguments.addOptions(command);
                case CONNECTION -> JobArguments.addConnection(command);
            }
        }
    }

    private final Class<?> type;
    private final Options moreOptions;

    Subcommand(Class<?> type) {
        this(type, Options.NONE);
    }

    Subcommand(Class<?> type, Options moreOptions) {
        this.type = type;
        this.moreOptions = moreOptions;
    }

    /** Adds every subcommand to the command, those that its arguments can come to with options. */
    static void addTo(CommandLine leat, List<String> args) {
        Set<Subcommand> whole = neededBy(args);
        for (Subcommand each : values()) {
            if (whole.contains(each)) {
                each.addWhole(leat);
            } else {
                each.addOutline(leat);
            }
        }
    }

    /** All, unless the first argument decides. */
    private static Set<Subcommand> neededBy(List<String> args) {
        if (args.size() == 1 && OF_LEAT.contains(args.get(0))) {
            return Set.of();
        }
        for (Subcommand each : values()) {
            if (!args.isEmpty() && args.get(0).equals(each.description().name())) {
                return each.withThoseItReads();
            }
        }
        return EnumSet.allOf(Subcommand.class);
    }

    private Set<Subcommand> withThoseItReads() {
        return switch (this) {
            case COMPLETION, HELP -> EnumSet.allOf(Subcommand.class);
            case LOCAL -> EnumSet.of(LOCAL, INIT); // it proposes an `init` with the same options
            case INIT,
                    VALIDATE,
                    RENDER,
                    SEND,
                    WATCH,
                    COMPARE,
                    DEAD_LETTERS,
                    REDRIVE,
                    STATUS,
                    VERSION ->
                    EnumSet.of(this);
        };
    }

    private void addWhole(CommandLine leat) {
        CommandLine command = new CommandLine(type);
        CommandSpec spec = command.getCommandSpec();
        moreOptions.addTo(spec);
        StandardFlags.addTo(spec);
        GroupedOptionList.showIn(spec);
        leat.addSubcommand(command);
    }

    /** What the help of {@code leat} shows of it. */
    private void addOutline(CommandLine leat) {
        Command description = description();
        CommandSpec outline = CommandSpec.create().name(description.name());
        outline.usageMessage().description(description.description());
        leat.addSubcommand(new CommandLine(outline));
    }

    private Command description() {
        return Objects.requireNonNull(type.getAnnotation(Command.class), type.getName());
    }
}
