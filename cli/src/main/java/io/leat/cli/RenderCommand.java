// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.FilesFlag;
import io.leat.cli.flags.ManifestFlag;
import io.leat.cli.flags.StandardFlags;
import io.leat.cli.flags.Version;
import io.leat.cli.output.ManifestFormat;
import io.leat.deployment.UnreadableFileException;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.DeploymentText;
import io.leat.k8s.RenderSource;
import io.leat.k8s.RenderedFiles;
import io.leat.k8s.Renderer;
import io.leat.k8s.Rendering;
import io.leat.k8s.predictor.RenderOptions;
import io.leat.k8s.predictor.SessionOptions;
import io.leat.k8s.predictor.StateOptions;
import io.leat.terminal.ShellWord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat render}: SeldonDeployments as what the Flink operator, KEDA and Kubernetes take. */
@Command(
        name = "render",
        description = {
            "Turns SeldonDeployments into Kubernetes manifests.",
            "For each: a FlinkDeployment, the models, and KEDA's ScaledObject where there is a"
                    + " kedaSpec. Fields without effect are reported on standard error."
        },
        exitCodeList = {
            "0:everything was rendered",
            "1:a document cannot become a legal deployment; nothing is printed or written",
            "2:wrong usage, a file that cannot be read or written, or one without a"
                    + " SeldonDeployment"
        })
final class RenderCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "The namespace of documents that state none.")
    private @Nullable String namespace;

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "The image with Flink and the job (default: ${DEFAULT-VALUE}).")
    private String image = RenderOptions.IMAGE;

    @Option(
            names = "--flink-version",
            paramLabel = "VERSION",
            description =
                    "Flink's version in that image, in the operator's words (default:"
                            + " ${DEFAULT-VALUE}; v2_3 needs an operator of 1.16 or newer).")
    private String flinkVersion = RenderOptions.FLINK_VERSION;

    @Option(
            names = "--sidecar",
            description = "Run the models in each TaskManager's pod instead of beside the job.")
    private boolean sidecar;

    @Option(
            names = "--state-dir",
            paramLabel = "URI",
            description =
                    "Where checkpoints, savepoints and high-availability data are kept, for example"
                            + " s3://BUCKET/PATH (default: the annotation leat.io/state-dir). Without"
                            + " it, a PersistentVolumeClaim.")
    private @Nullable String stateDirectory;

    @Option(
            names = "--state-secret",
            paramLabel = "NAME",
            description =
                    "The Secret with the object store's credentials, in the job's namespace: for s3"
                            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for gs key.json, for wasb"
                            + " AZURE_STORAGE_KEY (default: those of the service account or the node).")
    private @Nullable String stateSecret;

    @Option(
            names = "--storage-class",
            paramLabel = "NAME",
            description =
                    "Keep state on a PersistentVolumeClaim of this class, whose volumes several"
                            + " nodes can write to (ReadWriteMany), instead of in --state-dir (default:"
                            + " the annotation leat.io/storage-class).")
    private @Nullable String storageClass;

    @Option(
            names = "--service-account-annotation",
            paramLabel = "KEY=VALUE",
            description =
                    "An annotation of the job's service account, such as"
                            + " eks.amazonaws.com/role-arn=ARN or iam.gke.io/gcp-service-account=EMAIL."
                            + " May be repeated.")
    private Map<String, String> accountAnnotations = Map.of();

    @Option(
            names = "--flink-config",
            paramLabel = "KEY=VALUE",
            description =
                    "A further setting of Flink, such as s3.endpoint=https://minio:9000. No"
                            + " secrets: the FlinkDeployment shows it in plain text. May be repeated.")
    private Map<String, String> flinkSettings = Map.of();

    @Option(
            names = "--session",
            paramLabel = "NAME",
            description =
                    "One session cluster of this name for the jobs of all documents: a"
                            + " FlinkSessionJob for each in place of a FlinkDeployment. Render all"
                            + " that run in it together.")
    private @Nullable String session;

    @Option(
            names = "--session-slots",
            paramLabel = "N",
            description =
                    "With --session: how many subtasks run in one TaskManager (default:"
                            + " ${DEFAULT-VALUE}).")
    private int sessionSlots = SessionOptions.SLOTS;

    @Option(
            names = "--session-memory",
            paramLabel = "SIZE",
            description =
                    "With --session: the memory of each TaskManager (default: ${DEFAULT-VALUE}).")
    private String sessionMemory = SessionOptions.MEMORY;

    @Option(
            names = "--job-managers",
            paramLabel = "N",
            description =
                    "How many JobManagers: with 2 one waits to take over at once (default:"
                            + " ${DEFAULT-VALUE}).")
    private int jobManagers = 1;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description =
                    "Subtasks of the job, at most the input topic's partitions (default: the"
                            + " annotation leat.io/parallelism, else the replicas).")
    private @Nullable Integer parallelism;

    @Option(
            names = "--network-policy",
            description =
                    "Add a NetworkPolicy: who may connect to the pods; to Flink's port 8081 the"
                            + " namespace and the operator alone.")
    private boolean networkPolicy;

    @Option(
            names = "--pod-disruption-budget",
            description = "Add a PodDisruptionBudget to models that state none.")
    private boolean disruptionBudget;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description =
                    "Write one file for each object and a kustomization.yaml instead of printing.")
    private @Nullable Path outputDir;

    @Option(
            names = "--helm",
            paramLabel = "DIR",
            description =
                    "Write a Helm chart instead of printing: the manifests as its templates;"
                            + " images, replicas, parallelism and resources as its values.")
    private @Nullable Path chartDir;

    @Mixin private ManifestFlag output;
    @Mixin private FilesFlag files;

    @Override
    public Integer call() throws CommandFailure, ConfigurationException {
        checkOutput();
        Rendering rendering = render();
        rendering.warnings().forEach(line -> StandardFlags.warn(spec, line));
        PrintWriter err = spec.commandLine().getErr();
        rendering.errors().forEach(line -> err.println("leat render: " + line));
        err.flush();
        if (!rendering.errors().isEmpty()) {
            return ExitCode.FAILED;
        }
        if (outputDir != null) {
            write(
                    rendering,
                    outputDir,
                    RenderedFiles.of(rendering.manifests()),
                    "kubectl apply -k " + word(outputDir));
        } else if (chartDir != null) {
            write(
                    rendering,
                    chartDir,
                    RenderedFiles.chart(rendering.manifests(), Version.ofLeat()),
                    RenderedFiles.install(rendering.manifests(), word(chartDir)));
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    switch (output.format()) {
                        case yaml -> RenderedFiles.oneStream(rendering.manifests());
                        case json -> RenderedFiles.oneList(rendering.manifests());
                    });
            out.flush();
        }
        return ExitCode.OK;
    }

    private void checkOutput() {
        for (String option : List.of("--session-slots", "--session-memory")) {
            if (session == null && spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        option + " without --session (expected: --session NAME with it)");
            }
        }
        if (outputDir != null && chartDir != null) {
            throw new ParameterException(
                    spec.commandLine(), "--helm with --output-dir (expected: one of them)");
        }
        if ((outputDir != null || chartDir != null) && output.format() != ManifestFormat.yaml) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output %s with --%s (expected: one of them, as the files are YAML)"
                            .formatted(output.format(), outputDir != null ? "output-dir" : "helm"));
        }
    }

    private static String word(Path folder) {
        return ShellWord.of(folder.toString());
    }

    /**
     * Writes a folder, and says what is in it.
     *
     * @param command what takes it next
     */
    private void write(
            Rendering rendering, Path folder, Map<String, String> rendered, String command)
            throws CommandFailure {
        RenderedFolder.write(folder, rendered).forEach(line -> StandardFlags.warn(spec, line));
        String next =
                rendering.namesHostsOfThisMachine()
                        ? "state the hosts that are warned of as pods reach them, and render again;"
                                + " then: "
                        : "";
        StandardFlags.note(
                spec,
                "%d files are in %s; next: %s%s".formatted(rendered.size(), folder, next, command));
    }

    private Rendering render() throws CommandFailure, ConfigurationException {
        RenderOptions options =
                new RenderOptions(
                        namespace,
                        image,
                        flinkVersion,
                        sidecar,
                        new StateOptions(stateDirectory, storageClass, stateSecret),
                        parallelism,
                        jobManagers,
                        accountAnnotations,
                        flinkSettings,
                        networkPolicy,
                        disruptionBudget,
                        session == null
                                ? null
                                : new SessionOptions(session, sessionSlots, sessionMemory));
        List<String> mistakes = options.problems();
        if (!mistakes.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, String.join("; ", mistakes));
        }
        List<RenderSource> sources = new ArrayList<>();
        for (String file : files.files()) {
            DeploymentText read = DeploymentText.of(file);
            sources.add(new RenderSource(read.origin(), read.text()));
        }
        try {
            return Renderer.render(sources, options);
        } catch (UnreadableFileException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage());
        }
    }
}
