// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import io.leat.job.plan.DeploymentText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The files of a command that takes any number of SeldonDeployments. */
public final class FilesFlag {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = {"-f", "--deployment"},
            paramLabel = "FILE",
            description = "The same as FILE; may be given several times.")
    private List<String> stated = List.of();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "YAML or JSON, one file or more; - reads standard input.")
    private List<String> positional = List.of();

    /** The paths, at least one; {@code -} is standard input. */
    public List<String> files() {
        List<String> files = new ArrayList<>(stated);
        files.addAll(positional);
        if (files.isEmpty()) {
            throw wrong(
                    "FILE is missing (expected: a file with SeldonDeployments, or - for"
                            + " standard input)");
        }
        if (Collections.frequency(files, DeploymentText.STANDARD_INPUT) > 1) {
            throw wrong("FILE is - twice (expected: once, as standard input is read once)");
        }
        return files;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
