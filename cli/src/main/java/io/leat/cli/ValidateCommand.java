// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.FilesFlag;
import io.leat.cli.flags.JobFlags;
import io.leat.cli.flags.OutputFlag;
import io.leat.cli.flags.StandardFlags;
import io.leat.cli.output.ConnectionAnswer;
import io.leat.cli.output.ValidationJson;
import io.leat.cli.output.ValidationText;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.reader.DeploymentReader;
import io.leat.deployment.reader.FileContent;
import io.leat.job.JobLoader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.DeploymentText;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorTopics;
import io.leat.options.settings.ConfigurationCheck;
import io.leat.options.settings.Overrides;
import io.leat.options.settings.UnreadVariables;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat validate}: what is wrong with the SeldonDeployments of some files. */
@Command(
        name = "validate",
        description =
                "Reads every SeldonDeployment in the files and says what is wrong with each, with"
                        + " the values that `leat local` would use: options, then the environment, then"
                        + " the document. Documents of other kinds are skipped.",
        exitCodeList = {
            "0:every SeldonDeployment is valid, and with --connect everything was reached",
            "1:at least one is not valid",
            "2:wrong usage, a file that cannot be read, or no SeldonDeployment in any of them",
            "3:all are valid, but with --connect a broker, topic or model was not reached, or a"
                    + " model is not ready"
        })
final class ValidateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private OutputFlag output;

    @Option(
            names = "--connect",
            description =
                    "Also ask whether broker, topics and models are there. Creates and changes"
                            + " nothing, and asks for no prediction.")
    private boolean connect;

    @Mixin private FilesFlag files;

    @Override
    public Integer call() throws InterruptedException {
        List<DeploymentDocument> documents = new ArrayList<>();
        JobArguments arguments = new JobArguments(JobFlags.stated(spec));
        Overrides overrides = JobLoader.overrides(arguments, System.getenv());
        UnreadVariables.inEnvironment(System.getenv())
                .forEach(each -> StandardFlags.warn(spec, each));
        boolean allRead = true;
        for (String file : files.files()) {
            allRead &= read(file, overrides, documents);
        }
        List<List<ConnectionAnswer>> connections = connections(documents, arguments);
        PredictorTopics.Finder topics =
                (document, deployment, predictor) ->
                        JobLoader.topics(
                                document, deployment, predictor, arguments, System.getenv());
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (output.format()) {
                    case text -> ValidationText.of(documents, topics, connections);
                    case json -> ValidationJson.of(documents, topics, connections);
                });
        out.flush();
        if (!allRead || documents.isEmpty()) {
            return ExitCode.USAGE;
        }
        if (!documents.stream().allMatch(DeploymentDocument::valid)) {
            return ExitCode.FAILED;
        }
        boolean reached =
                connections.stream().flatMap(List::stream).allMatch(ConnectionAnswer::reached);
        return reached ? ExitCode.OK : ExitCode.AWAY;
    }

    /** Of each document, in their order; none where that is not asked for. */
    private List<List<ConnectionAnswer>> connections(
            List<DeploymentDocument> documents, JobArguments arguments)
            throws InterruptedException {
        List<List<ConnectionAnswer>> connections = new ArrayList<>();
        if (connect) {
            for (DeploymentDocument document : documents) {
                connections.add(ConnectCheck.of(document, spec, arguments, System.getenv()));
            }
        }
        return connections;
    }

    /** Tells of a file that cannot be read and goes on with the next. */
    private boolean read(String file, Overrides overrides, List<DeploymentDocument> into) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            DeploymentText read = DeploymentText.of(file);
            FileContent content = DeploymentReader.readAll(read.text(), read.origin());
            List<DeploymentDocument> found = content.deployments();
            if (found.isEmpty()) {
                err.println(
                        "leat validate: "
                                + read.origin()
                                + ": "
                                + content.withoutDeployment("at least one"));
            }
            found.forEach(each -> into.add(ConfigurationCheck.checked(each, overrides)));
            return true;
        } catch (UnreadableFileException e) {
            err.println("leat validate: " + e.getMessage());
            return false;
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> err.println("leat validate: " + problem));
            return false;
        } finally {
            err.flush();
        }
    }
}
