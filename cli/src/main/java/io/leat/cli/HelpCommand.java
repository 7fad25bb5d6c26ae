// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.ExitCode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat help}: the same as {@code --help} of a command. */
@Command(
        name = "help",
        description = "Shows the help of a command, or of leat.",
        exitCodeList = {"0:the help was shown", "2:wrong usage"})
final class HelpCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "A command of leat.")
    private @Nullable String name;

    @Override
    public Integer call() {
        CommandSpec leat = Objects.requireNonNull(spec.parent(), "leat");
        CommandLine shown =
                name == null ? leat.commandLine() : leat.commandLine().getSubcommands().get(name);
        if (name != null && shown == null) {
            throw new ParameterException(spec.commandLine(), UnknownArgument.command(name, leat));
        }
        Objects.requireNonNull(shown).usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
