// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.GroupedOptionList;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.JobArguments;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code leat} command; what it does is in its subcommands. */
@Command(
        name = "leat",
        description = "Seldon inference graphs on Kafka topics.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LocalCommand.class,
            InitCommand.class,
            ValidateCommand.class,
            RenderCommand.class,
            SendCommand.class,
            WatchCommand.class,
            DeadLettersCommand.class,
            RedriveCommand.class,
            StatusCommand.class
        })
public final class LeatCommand implements Runnable {

    /** Everything went well. */
    static final int OK = 0;

    /** The command did its work and the answer is no. */
    static final int FAILED = 1;

    /** Usage, or a file that cannot be read. */
    static final int USAGE = 2;

    /** What the command was asked to reach is not there. */
    static final int AWAY = 3;

    private static final int OUTPUT_BUFFER = 8192;

    @Spec private CommandSpec spec;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        LoggingStatus.install();
        speakUtf8();
        CommandLine command = commandLine();
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

    /** The command as it runs, so that tests see the same errors and exit codes. */
    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new LeatCommand());
        command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        for (String name : List.of("local", "init", "validate")) {
            CommandSpec ofJob = subcommand(command, name);
            JobArguments.addOptions(ofJob);
            GroupedOptionList.showIn(ofJob);
        }
        for (String name : List.of("send", "watch", "dead-letters", "redrive")) {
            CommandSpec other = subcommand(command, name);
            JobArguments.addConnection(other);
            GroupedOptionList.showIn(other);
        }
        return command.setExecutionExceptionHandler(LeatCommand::failed)
                .setParameterExceptionHandler(LeatCommand::misused)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static CommandSpec subcommand(CommandLine command, String name) {
        return Objects.requireNonNull(command.getSubcommands().get(name), name).getCommandSpec();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** What is wrong, without the usage text, which would hide it. */
    private static int misused(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println(name + " --help says what there is");
        err.flush();
        return USAGE;
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
        err.flush();
        if (failure instanceof ConfigurationException) {
            return USAGE;
        }
        return failure instanceof CommandFailure known ? known.exitCode() : FAILED;
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
