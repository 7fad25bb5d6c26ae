// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.completion.Shell;
import io.leat.cli.flags.EnumConverter;
import io.leat.cli.flags.ExitCode;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat completion}: a shell's completion of commands and options. */
@Command(
        name = "completion",
        description =
                "Prints a script that completes commands and options. bash and zsh: source"
                        + " <(leat completion bash); fish: leat completion fish | source.",
        exitCodeList = {"0:the script was printed", "2:wrong usage"})
final class CompletionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "SHELL",
            converter = EnumConverter.OfShell.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // required
    private Shell shell;

    @Override
    public Integer call() {
        CommandSpec leat = Objects.requireNonNull(spec.parent(), "leat");
        PrintWriter out = spec.commandLine().getOut();
        out.print(shell.script(leat.commandLine()));
        out.flush();
        return ExitCode.OK;
    }
}
