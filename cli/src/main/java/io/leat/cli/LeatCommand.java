// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.GroupedOptionList;
import io.leat.cli.flags.StandardFlags;
import io.leat.job.plan.ConfigurationException;
import io.leat.local.example.picture.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code leat} command; what it does is in its subcommands. */
@Command(
        name = "leat",
        description = "Seldon inference graphs on Kafka topics.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {
            "0:the command did what it was asked for",
            "1:it did not, or the answer is no",
            "2:wrong usage, or a file that cannot be read",
            "3:what it was asked to reach is not there; COMMAND --help says more"
        })
public final class LeatCommand implements Runnable {

    private static final int OUTPUT_BUFFER = 8192;

    @Spec private CommandSpec spec;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        speakUtf8();
        CommandLine command = commandLine(args);
        int code = command.execute(args);
        command.getOut().flush();
        command.getErr().flush();
        System.exit(code);
    }

    /** Whatever the locale is: cron and containers have none, and what is printed is read again. */
    private static void speakUtf8() {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
    }

    private static PrintStream utf8(FileDescriptor to) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(to), OUTPUT_BUFFER),
                true,
                StandardCharsets.UTF_8);
    }

    /** The command with every subcommand whole. */
    static CommandLine commandLine() {
        return commandLine(new String[0]);
    }

    /**
     * The command as it runs for these arguments, so that tests see the same errors and exit codes.
     */
    static CommandLine commandLine(String... args) {
        CommandLine command = new CommandLine(new LeatCommand());
        StandardFlags.addTo(command.getCommandSpec());
        GroupedOptionList.showIn(command.getCommandSpec());
        Subcommand.addTo(command, List.of(args));
        // From here on, as what is set is set of the subcommands that are there.
        command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return command.setColorScheme(
                        Help.defaultColorScheme(
                                Terminal.ofProcess().takesColour() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setExecutionStrategy(LeatCommand::run)
                .setExecutionExceptionHandler(LeatCommand::failed)
                .setParameterExceptionHandler(LeatCommand::misused)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int run(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandSpec command = last.commandSpec();
        Logging.install(StandardFlags.isQuiet(command), StandardFlags.isVerbose(command));
        return new RunLast().execute(parsed);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command given (expected: one of %s)"
                        .formatted(String.join(", ", spec.subcommands().keySet())));
    }

    /** What is wrong, without the usage text, which would hide it. */
    private static int misused(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        String message =
                mistake instanceof UnmatchedArgumentException unmatched
                        ? UnknownArgument.message(unmatched)
                        : mistake.getMessage();
        err.println(name + ": " + message);
        err.println(name + " --help says what there is");
        err.flush();
        return ExitCode.USAGE;
    }

    /** One line instead of a stack trace. */
    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        String name = "leat " + command.getCommandName() + ": ";
        if (failure instanceof ConfigurationException mistake) {
            mistake.problems().forEach(problem -> err.println(name + problem));
        } else {
            err.println(name + message(failure));
        }
        if (StandardFlags.isVerbose(command.getCommandSpec())) {
            failure.printStackTrace(err);
        }
        err.flush();
        if (failure instanceof ConfigurationException) {
            return ExitCode.USAGE;
        }
        return failure instanceof CommandFailure known ? known.exitCode() : ExitCode.FAILED;
    }

    private static String message(Exception failure) {
        if (failure instanceof CommandFailure known) {
            return known.getMessage();
        }
        String origin =
                Arrays.stream(failure.getStackTrace())
                        .findFirst()
                        .map(frame -> " at " + frame)
                        .orElse("");
        return "internal error: " + failure + origin;
    }
}
