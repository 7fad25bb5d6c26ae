// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import java.io.PrintWriter;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The flags of every command: help, version, and how much it says beside its answer. */
public final class StandardFlags {

    private static final String MIXIN = "standard";
    private static final String HELP_ALL = "--help-all";

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the answer and errors only: no warnings, no progress.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what the libraries do on standard error.")
    private boolean verbose;

    /** One option: picocli takes no two that show a help. */
    @Option(
            names = {"-h", "--help", HELP_ALL},
            usageHelp = true,
            description = "Show this help, or all options with the rare ones, and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    /** Adds them to a command, and the heading above its exit codes. */
    public static void addTo(CommandSpec command) {
        command.addMixin(MIXIN, CommandSpec.forAnnotatedObject(new StandardFlags()));
        command.versionProvider(new Version());
        command.usageMessage().exitCodeListHeading("%nExit codes:%n");
    }

    /** Whether an option is one of these. */
    static boolean isOne(CommandSpec command, OptionSpec option) {
        CommandSpec standard = command.mixins().get(MIXIN);
        return standard != null && standard.optionsMap().containsKey(option.longestName());
    }

    /** Whether all options are asked for, in place of the common ones. */
    static boolean isHelpForAll(CommandSpec command) {
        ParseResult parsed = command.root().commandLine().getParseResult();
        return parsed != null && parsed.originalArgs().contains(HELP_ALL);
    }

    /** Before the command's name or behind it. */
    public static boolean isQuiet(CommandSpec command) {
        return of(command).anyMatch(each -> each.quiet);
    }

    /** Before the command's name or behind it. */
    public static boolean isVerbose(CommandSpec command) {
        return of(command).anyMatch(each -> each.verbose);
    }

    /** Of the command and those it is below. */
    private static Stream<StandardFlags> of(CommandSpec command) {
        return Stream.iterate(command, each -> each != null, CommandSpec::parent)
                .map(each -> each.mixins().get(MIXIN))
                .filter(each -> each != null)
                .map(each -> (StandardFlags) each.userObject());
    }

    /** Prints one warning on standard error, unless the command is to be quiet. */
    public static void warn(CommandSpec command, String warning) {
        note(command, "warning: " + warning);
    }

    /** Prints one line on standard error, unless the command is to be quiet. */
    public static void note(CommandSpec command, String line) {
        if (!isQuiet(command)) {
            PrintWriter err = command.commandLine().getErr();
            err.println(command.qualifiedName() + ": " + line);
            err.flush();
        }
    }
}
