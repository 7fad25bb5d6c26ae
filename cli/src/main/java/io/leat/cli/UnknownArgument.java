// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.deployment.schema.NearestName;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The message about an argument that a command does not take. */
final class UnknownArgument {

    private static final int SHORTEST = 2;

    private UnknownArgument() {}

    static String message(UnmatchedArgumentException mistake) {
        String argument = mistake.getUnmatched().get(0);
        CommandSpec command = mistake.getCommandLine().getCommandSpec();
        if (argument.startsWith("-") && argument.length() > 1) {
            String name = argument.split("=", 2)[0];
            return "unknown option %s%s".formatted(name, hint(name, command.optionsMap().keySet()));
        }
        if (!command.subcommands().isEmpty()) {
            return command(argument, command);
        }
        return "unexpected argument \"%s\"%s"
                .formatted(
                        argument,
                        command.positionalParameters().isEmpty()
                                ? " (expected: options only)"
                                : " (expected: one %s)"
                                        .formatted(
                                                command.positionalParameters()
                                                        .get(0)
                                                        .paramLabel()));
    }

    /** What is said of a command that there is not. */
    static String command(String name, CommandSpec parent) {
        Collection<String> commands = parent.subcommands().keySet();
        String hint = hint(name, commands);
        return "unknown command \"%s\"%s"
                .formatted(
                        name,
                        hint.isEmpty()
                                ? " (expected: one of %s)".formatted(String.join(", ", commands))
                                : hint);
    }

    /** The nearest name, else the one that begins so. */
    private static String hint(String name, Collection<String> known) {
        if (name.replace("-", "").length() < SHORTEST) {
            return ""; // everything is near
        }
        String nearest = NearestName.of(name, known);
        if (nearest == null) {
            List<String> longer = known.stream().filter(each -> each.startsWith(name)).toList();
            nearest = longer.size() == 1 ? longer.get(0) : null;
        }
        return nearest == null ? "" : " (did you mean %s?)".formatted(nearest);
    }
}
