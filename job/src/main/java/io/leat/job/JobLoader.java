// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.codec.Codecs;
import io.leat.deployment.Predictor;
import io.leat.graph.GraphCheck;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import io.leat.job.plan.PredictorTopics;
import io.leat.kafka.security.KafkaClients;
import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.OptionSource.Stated;
import io.leat.options.StatedNames;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.OutputMode;
import io.leat.options.settings.BrokerConnection;
import io.leat.options.settings.DocumentOptions;
import io.leat.options.settings.JobSettings;
import io.leat.options.settings.NodeRules;
import io.leat.options.settings.Overrides;
import io.leat.options.settings.UnreadVariables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a job together out of its deployment, the environment and the command line. */
public final class JobLoader {

    private JobLoader() {}

    /**
     * Reads and checks everything that can be checked without a broker.
     *
     * @param arguments the command line, which wins over the environment
     * @param environment which wins over {@code svcOrchSpec.env} and the annotations
     * @param defaults by flag, in place of the options' own
     * @throws ConfigurationException with every problem there is
     */
    public static InferenceJob load(
            PredictorSelection selection,
            JobArguments arguments,
            Map<String, String> environment,
            Map<String, String> defaults)
            throws ConfigurationException {
        OptionReader reader = reader(selection, arguments, environment, defaults);
        Predictor predictor = selection.predictor();
        JobSettings settings = JobSettings.read(reader, selection.shadowTopics());
        NodeRules.check(predictor.graph(), reader);
        List<String> problems = new ArrayList<>(reader.problems());
        for (String problem :
                GraphCheck.problems(
                        predictor.graph(),
                        predictor.protocol(),
                        predictor.transport(),
                        Codecs.message(predictor.protocol(), predictor.transport()))) {
            problems.add(selection.origin() + ": " + problem);
        }
        if (settings == null || !problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        PredictorPlan plan =
                new PredictorPlan(
                        predictor.name(),
                        predictor.protocol(),
                        predictor.transport(),
                        predictor.graph(),
                        settings,
                        StatedNames.of(reader, LeatOptions.ALL));
        return new InferenceJob(
                selection.group(), List.of(plan), selection.sample(settings.trafficBy()));
    }

    /**
     * What has no effect, or another one than it says, in the document, the environment and on the
     * command line.
     */
    public static List<String> warnings(
            PredictorSelection selection, JobArguments arguments, Map<String, String> environment) {
        OptionReader reader = reader(selection, arguments, environment, Map.of());
        JobSettings.read(reader, selection.shadowTopics());
        List<String> warnings = new ArrayList<>(selection.warnings());
        warnings.addAll(reader.warnings());
        warnings.addAll(UnreadVariables.inEnvironment(environment));
        return warnings;
    }

    private static OptionReader reader(
            PredictorSelection selection,
            JobArguments arguments,
            Map<String, String> environment,
            Map<String, String> defaults) {
        DocumentOptions document =
                new DocumentOptions(
                        selection.annotations(),
                        selection.predictor(),
                        selection.path(),
                        selection::place);
        Overrides overrides = overrides(arguments, environment);
        Map<String, Stated> clientProperties = new HashMap<>(document.clientProperties());
        clientProperties.putAll(overrides.clientProperties());
        List<OptionSource> sources = new ArrayList<>(overrides.sources());
        sources.addAll(
                List.of(
                        document.variables(),
                        document.annotations(),
                        OptionSource.commandLine(
                                defaults::get, flag -> "the default of --" + flag)));
        return new OptionReader(sources, clientProperties);
    }

    /** What command line and environment state, to be checked with a document. */
    public static Overrides overrides(JobArguments arguments, Map<String, String> environment) {
        return Overrides.of(
                arguments.flags()::get,
                arguments::statedAs,
                arguments.clientProperties(),
                environment);
    }

    /** The strongest statement of an option, wherever it is; null where there is none. */
    public static OptionSource.@Nullable Stated find(
            Option<?> option,
            PredictorSelection selection,
            JobArguments arguments,
            Map<String, String> environment) {
        return reader(selection, arguments, environment, Map.of()).find(option);
    }

    /** Where a predictor's records would come from and go to. */
    public static PredictorTopics topics(
            PredictorSelection selection, JobArguments arguments, Map<String, String> environment) {
        OptionReader reader = reader(selection, arguments, environment, Map.of());
        boolean written = reader.read(LeatOptions.OUTPUT_MODE) != OutputMode.NONE;
        String output =
                selection.predictor().shadow()
                        ? selection.shadowTopics().output(reader)
                        : text(reader.find(LeatOptions.OUTPUT_TOPIC));
        return new PredictorTopics(
                text(reader.find(LeatOptions.INPUT_TOPIC)), written ? output : null, written);
    }

    private static @Nullable String text(@Nullable Stated stated) {
        return stated == null ? null : stated.text();
    }

    /** What command line and environment have written for the options that reach the brokers. */
    public static StatedNames names(JobArguments arguments, Map<String, String> environment) {
        return StatedNames.of(
                new OptionReader(overrides(arguments, environment).sources()),
                LeatOptions.CONNECTION);
    }

    /**
     * Reads the options that reach the brokers, for commands without a deployment.
     *
     * @param arguments the command line, which wins over the environment
     * @param warn told what has no effect, a line for each
     * @throws ConfigurationException with every problem there is
     */
    public static KafkaClients clients(
            JobArguments arguments, Map<String, String> environment, Consumer<String> warn)
            throws ConfigurationException {
        Overrides overrides = overrides(arguments, environment);
        OptionReader reader = new OptionReader(overrides.sources(), overrides.clientProperties());
        KafkaClients clients = BrokerConnection.read(reader);
        if (clients == null || !reader.problems().isEmpty()) {
            throw new ConfigurationException(reader.problems());
        }
        reader.warnings().forEach(warn);
        return clients;
    }
}
