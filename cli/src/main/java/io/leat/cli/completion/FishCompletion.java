// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.completion;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The script for fish: one {@code complete} for each command and option. */
final class FishCompletion {

    private static final String BEFORE_A_COMMAND = "__fish_use_subcommand";

    private final String program;
    private final StringBuilder script = new StringBuilder();

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(CommandSpec command) {
        FishCompletion completion = new FishCompletion(command.name());
        completion.script.append("# Completes %s in fish.\n".formatted(command.name()));
        completion.line("-f");
        completion.options(command, BEFORE_A_COMMAND);
        command.subcommands()
                .forEach(
                        (name, each) -> {
                            CommandSpec spec = each.getCommandSpec();
                            String description =
                                    String.join(" ", spec.usageMessage().description());
                            completion.line(
                                    "-n %s -a %s -d %s"
                                            .formatted(
                                                    BEFORE_A_COMMAND, name, quoted(description)));
                            completion.command(spec, name);
                        });
        return completion.script.toString();
    }

    private void command(CommandSpec command, String name) {
        String condition = quoted("__fish_seen_subcommand_from " + name);
        options(command, condition);
        for (PositionalParamSpec positional : command.positionalParameters()) {
            String candidates = candidates(positional);
            line("-n " + condition + (candidates.isEmpty() ? " -F" : " -a " + quoted(candidates)));
        }
    }

    private void options(CommandSpec command, String condition) {
        for (OptionSpec option : command.options()) {
            StringBuilder line = new StringBuilder("-n ").append(condition);
            for (String name : option.names()) {
                line.append(name.startsWith("--") ? " -l " : " -s ");
                line.append(name.replaceFirst("^-+", ""));
            }
            String candidates = candidates(option);
            if (!candidates.isEmpty()) {
                line.append(" -x -a ").append(quoted(candidates));
            } else if (option.arity().max() > 0) {
                line.append(isPath(option) ? " -r -F" : " -x");
            }
            line.append(" -d ").append(quoted(String.join(" ", option.description())));
            line(line.toString());
        }
    }

    private static boolean isPath(OptionSpec option) {
        return option.paramLabel().matches("FILE|DIR") || option.longestName().endsWith("-file");
    }

    private static String candidates(ArgSpec argument) {
        return argument.completionCandidates() == null
                ? ""
                : StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                        .collect(Collectors.joining(" "));
    }

    /** The first sentence, as fish reads it between single quotes. */
    private static String quoted(String text) {
        String sentence = text.replace("%%", "%").replaceFirst("(\\.| \\().*$", "");
        return "'" + sentence.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void line(String arguments) {
        script.append("complete -c ").append(program).append(' ').append(arguments).append('\n');
    }
}
