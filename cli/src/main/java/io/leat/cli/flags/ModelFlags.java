// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import io.leat.deployment.draft.DeploymentDraft;
import io.leat.deployment.draft.DraftModel;
import io.leat.deployment.draft.IllegalDraftException;
import io.leat.job.plan.JobArguments;
import io.leat.options.catalog.ModelSecurityOptions;
import io.leat.protocol.Protocol;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that state a deployment without a file: model servers by their URLs. */
public final class ModelFlags {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "[NAME=]URL",
            description =
                    "A running model server, in place of a FILE: http://HOST:PORT, https://…,"
                            + " grpc://… or grpcs://…. Several NAME=URL are a chain: each takes the"
                            + " answer of the one before.")
    private List<String> urls = List.of();

    @Option(
            names = "--model-name",
            paramLabel = "NAME",
            description = "With one --model: the model's name on the server.")
    private @Nullable String modelName;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "With --model: the deployment's name, part of the consumer group (default: the"
                            + " models' names).")
    private @Nullable String name;

    /** Whether there is a deployment without a file. */
    public boolean areStated() {
        return !urls.isEmpty();
    }

    /** Refuses, without {@code --model}, what belongs to it. */
    public void requireNone() {
        requireNone("--model-name", modelName);
        requireNone("--name", name);
    }

    private void requireNone(String option, @Nullable String value) {
        if (value != null) {
            throw wrong(option + " without --model (expected: --model URL beside it)");
        }
    }

    /** The deployment that is stated; anything wrong ends the command. */
    public DeploymentDraft draft(@Nullable Protocol protocol) {
        if (!areStated()) {
            throw wrong("--model is missing (expected: a URL, for example http://127.0.0.1:8080)");
        }
        if (protocol == null) {
            throw wrong(
                    "--protocol is missing (expected: v2, which Triton, MLServer and KServe speak,"
                            + " tensorflow or seldon)");
        }
        try {
            return DeploymentDraft.of(name, protocol, DraftModel.parse(urls, modelName, protocol));
        } catch (IllegalDraftException e) {
            throw wrong("--model: " + e.getMessage());
        }
    }

    /**
     * The job's options with what the URLs say of TLS.
     *
     * @param stated the job's options on the command line, by name without the dashes
     */
    public JobArguments withTls(DeploymentDraft draft, Map<String, String> stated) {
        String tls = ModelSecurityOptions.TLS.flag();
        String nodes = ModelSecurityOptions.NODES.flag();
        if (stated.containsKey(tls)) {
            throw wrong(
                    "--%s with --model (expected: none, as http:// and https://, grpc:// and grpcs:// state it)"
                            .formatted(tls));
        }
        List<String> overTls = draft.overTls();
        JobArguments all =
                new JobArguments(stated)
                        .with(
                                tls,
                                Boolean.toString(!overTls.isEmpty()),
                                "--model " + draft.models().get(0).url().text());
        if (!overTls.isEmpty() && overTls.size() < draft.models().size()) {
            if (stated.containsKey(nodes)) {
                throw wrong(
                        "--%s with URLs of both kinds (expected: none, as https:// and grpcs:// state it)"
                                .formatted(nodes));
            }
            return all.with(nodes, String.join(",", overTls), "--model");
        }
        return all;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
