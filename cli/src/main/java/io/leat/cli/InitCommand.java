// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.EnumConverter;
import io.leat.cli.flags.ExitCode;
import io.leat.cli.flags.JobFlags;
import io.leat.cli.flags.ManifestFlag;
import io.leat.cli.flags.ModelFlags;
import io.leat.cli.flags.StandardFlags;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.draft.DeploymentDraft;
import io.leat.deployment.draft.DraftVariable;
import io.leat.deployment.reader.DeploymentReader;
import io.leat.deployment.yaml.Documents;
import io.leat.job.JobLoader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.JobArguments;
import io.leat.options.access.ClientProperties;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.ConfigurationCheck;
import io.leat.protocol.Protocol;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat init}: the SeldonDeployment that some options stand for. */
@Command(
        name = "init",
        description =
                "Prints the SeldonDeployment that the same options of `leat local` run, with a"
                        + " comment on each setting: a file to keep, for `leat validate`, `leat local`,"
                        + " `leat render` and `flink run`.",
        sortOptions = false,
        exitCodeList = {
            "0:the deployment was printed",
            "1:an internal error",
            "2:wrong usage, or a value that no job would take"
        })
final class InitCommand implements Callable<Integer> {

    private static final String DEFAULT_BROKER = "localhost:9092";

    /** How the user calls it, as the launcher says. */
    private static final String PROGRAM = System.getProperty("leat.command", "./leat");

    @Spec private CommandSpec spec;

    @Mixin private ModelFlags models = new ModelFlags();

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            converter = EnumConverter.OfProtocol.class,
            description = "What the models speak: v2, tensorflow or seldon.")
    private @Nullable Protocol protocol;

    @Mixin private ManifestFlag output;

    @Override
    public Integer call() throws ConfigurationException {
        DeploymentDraft draft = models.draft(protocol);
        JobArguments arguments = models.withTls(draft, JobFlags.stated(spec));
        for (var each :
                List.of(LeatOptions.INPUT_TOPIC, LeatOptions.OUTPUT_TOPIC, LeatOptions.BROKER)) {
            arguments = orFromEnvironment(each, arguments);
        }
        requireTopics(arguments);
        boolean hasBroker = arguments.states(LeatOptions.BROKER);
        if (!hasBroker) {
            arguments = arguments.with(LeatOptions.BROKER.flag(), DEFAULT_BROKER);
        }
        check(draft, arguments);
        PrintWriter out = spec.commandLine().getOut();
        String yaml = draft.yaml(variables(arguments, hasBroker), PROGRAM);
        out.print(
                switch (output.format()) {
                    case yaml -> yaml;
                    case json -> json(yaml);
                });
        out.flush();
        return ExitCode.OK;
    }

    private static String json(String yaml) {
        try {
            return Documents.of(yaml, "--model").get(0).toPrettyString() + "\n";
        } catch (UnreadableFileException e) {
            throw new IllegalStateException("a draft is YAML", e);
        }
    }

    private void requireTopics(JobArguments arguments) throws ConfigurationException {
        List<String> missing = new ArrayList<>();
        for (var topic : List.of(LeatOptions.INPUT_TOPIC, LeatOptions.OUTPUT_TOPIC)) {
            if (!arguments.states(topic)) {
                missing.add(
                        "--%s is missing (expected: %s, or %s in the environment)"
                                .formatted(topic.flag(), topic.type().expected(), topic.env()));
            }
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException(missing);
        }
    }

    private static JobArguments orFromEnvironment(
            io.leat.options.Option<?> option, JobArguments arguments) {
        String value = System.getenv(option.env());
        return value == null || value.isBlank() || arguments.states(option)
                ? arguments
                : arguments.with(option.flag(), value, "environment " + option.env());
    }

    /** What is wrong is said by the names of the options. */
    private void check(DeploymentDraft draft, JobArguments arguments)
            throws ConfigurationException {
        DeploymentDocument document = read(draft);
        DeploymentDocument checked =
                ConfigurationCheck.checked(document, JobLoader.overrides(arguments, Map.of()));
        if (!checked.valid()) {
            throw new ConfigurationException(
                    checked.errors().stream().map(Object::toString).toList());
        }
        checked.warnings().forEach(warning -> StandardFlags.warn(spec, warning.toString()));
    }

    private static DeploymentDocument read(DeploymentDraft draft) {
        try {
            return DeploymentReader.read(draft.yaml(List.of(), PROGRAM), "--model").get(0);
        } catch (UnreadableFileException e) {
            throw new IllegalStateException("a draft is YAML", e);
        }
    }

    private static List<DraftVariable> variables(JobArguments arguments, boolean hasBroker) {
        List<DraftVariable> variables = new ArrayList<>();
        for (io.leat.options.Option<?> option : LeatOptions.ALL) {
            String value = arguments.flags().get(option.flag());
            boolean usual = value != null && value.equals(option.fallback());
            if (value != null && !usual) {
                boolean assumed = option.equals(LeatOptions.BROKER) && !hasBroker;
                variables.add(
                        new DraftVariable(
                                option.env(),
                                value,
                                assumed
                                        ? "Put your broker here, or remove it: none was stated, and"
                                                + " without one "
                                                + PROGRAM
                                                + " local runs a broker of its own, as with"
                                                + " --embedded-broker."
                                        : firstSentence(option.description())));
            }
        }
        new TreeMap<>(arguments.clientProperties())
                .forEach(
                        (property, value) ->
                                variables.add(
                                        new DraftVariable(
                                                ClientProperties.variable(property),
                                                value,
                                                "The property %s of Kafka's clients."
                                                        .formatted(property))));
        return variables;
    }

    private static String firstSentence(String description) {
        int end = description.indexOf(". ");
        return (end < 0 ? description : description.substring(0, end + 1)).replace("`", "");
    }
}
