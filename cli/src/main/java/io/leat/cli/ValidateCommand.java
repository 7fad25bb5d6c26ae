// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.output.OutputFormat;
import io.leat.cli.output.ValidationJson;
import io.leat.cli.output.ValidationText;
import io.leat.deployment.DeploymentDocument;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat validate}: what is wrong with the SeldonDeployments of some files. */
@Command(
        name = "validate",
        description = {
            "Reads every SeldonDeployment in the files and says what is wrong with each.",
            "Documents of other kinds are skipped."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every SeldonDeployment is valid",
            "1:at least one is not",
            "2:wrong usage, or a file that cannot be read"
        })
final class ValidateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "What to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat output = OutputFormat.text;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML or JSON.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        List<DeploymentDocument> documents = new ArrayList<>();
        boolean allRead = true;
        for (Path file : files) {
            allRead &= read(file, documents);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (output) {
                    case text -> ValidationText.of(documents);
                    case json -> ValidationJson.of(documents);
                });
        out.flush();
        boolean valid = documents.stream().allMatch(DeploymentDocument::valid);
        return !allRead ? LeatCommand.USAGE : valid ? LeatCommand.OK : LeatCommand.FAILED;
    }

    /** Tells of a file that cannot be read and goes on with the next. */
    private boolean read(Path file, List<DeploymentDocument> into) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            List<DeploymentDocument> found = DeploymentFile.read(file);
            if (found.isEmpty()) {
                err.println("leat validate: " + file + ": no SeldonDeployment in it");
            }
            into.addAll(found);
            return true;
        } catch (CommandFailure e) {
            err.println("leat validate: " + e.getMessage());
            return false;
        } finally {
            err.flush();
        }
    }
}
