// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The file of a command that takes one SeldonDeployment, or none. */
public final class FileFlag {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = {"-f", "--deployment"},
            paramLabel = "FILE",
            description = "The same as FILE.")
    private @Nullable String stated;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "YAML or JSON with one SeldonDeployment; - reads standard input.")
    private @Nullable String positional;

    /** The path, {@code -} for standard input, or null where none is stated. */
    public @Nullable String file() {
        if (stated != null && positional != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--deployment %s with %s (expected: one of them)"
                            .formatted(stated, positional));
        }
        return stated == null ? positional : stated;
    }
}
