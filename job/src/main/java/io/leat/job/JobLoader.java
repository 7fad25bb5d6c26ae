// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.codec.Codecs;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import io.leat.graph.GraphCheck;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import io.leat.job.plan.PredictorTopics;
import io.leat.job.requestlog.RequestLogPlan;
import io.leat.kafka.LogSource;
import io.leat.kafka.security.KafkaClients;
import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.OptionSource.Stated;
import io.leat.options.PredictorVariables;
import io.leat.options.StatedNames;
import io.leat.options.access.BrokerConnection;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.OutputMode;
import io.leat.options.catalog.LeatOptions.TrafficMode;
import io.leat.options.requestlog.RequestLogReader;
import io.leat.options.requestlog.RequestLogSettings;
import io.leat.options.settings.DocumentOptions;
import io.leat.options.settings.FeedbackRules;
import io.leat.options.settings.JobSettings;
import io.leat.options.settings.NodeRules;
import io.leat.options.settings.Overrides;
import io.leat.options.settings.SharedSettings;
import io.leat.options.settings.UnreadVariables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        PredictorSelection chosen = chosen(selection, arguments, environment);
        Map<String, OptionReader> readers = new LinkedHashMap<>();
        List<PredictorPlan> plans = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (PredictorSelection each : chosen.all()) {
            OptionReader reader =
                    reader(
                            each,
                            arguments,
                            variables(chosen, each, arguments, environment),
                            defaults);
            readers.put(each.predictor().name(), reader);
            PredictorPlan plan = plan(each, reader, chosen.all().size() > 1, problems);
            if (plan != null) {
                plans.add(plan);
            }
        }
        SharedSettings.problems(readers).forEach(each -> problems.add(each.toString()));
        problems.addAll(problemsOfLogs(plans));
        if (plans.size() < readers.size() || !problems.isEmpty()) {
            throw new ConfigurationException(problems.stream().distinct().toList());
        }
        JobSettings settings = plans.get(0).settings();
        String group = settings.topics().group();
        return new InferenceJob(
                group == null ? chosen.group() : group,
                plans,
                chosen.sample(settings.trafficBy()),
                chosen.split(settings.trafficBy()),
                plans.size() == 1 ? null : chosen.job().weights());
    }

    /** Null where something is wrong, which is added to the problems. */
    private static @Nullable PredictorPlan plan(
            PredictorSelection selection,
            OptionReader reader,
            boolean isShared,
            List<String> problems) {
        Predictor predictor = selection.predictor();
        JobSettings settings = JobSettings.read(reader, selection.shadowTopics());
        NodeRules.check(predictor.graph(), reader);
        FeedbackRules.check(predictor, reader);
        RequestLogSettings log = log(predictor, reader, settings);
        problems.addAll(reader.problems());
        for (String problem :
                GraphCheck.problems(
                        predictor.graph(),
                        predictor.protocol(),
                        predictor.transport(),
                        Codecs.message(predictor.protocol(), predictor.transport()))) {
            problems.add(selection.origin() + ": " + problem);
        }
        return settings == null
                ? null
                : new PredictorPlan(
                        predictor.name(),
                        predictor.protocol(),
                        predictor.transport(),
                        predictor.graph(),
                        settings,
                        StatedNames.of(reader, LeatOptions.ALL),
                        isShared,
                        log == null ? null : new RequestLogPlan(source(selection), log));
    }

    private static @Nullable RequestLogSettings log(
            Predictor predictor, OptionReader reader, @Nullable JobSettings settings) {
        return RequestLogReader.read(predictor, reader, JobSettings.topics(settings, reader));
    }

    private static LogSource source(PredictorSelection selection) {
        return new LogSource(
                selection.deployment(),
                selection.namespace(),
                selection.predictor().name(),
                selection.predictor().protocolWord());
    }

    private static List<String> problemsOfLogs(List<PredictorPlan> plans) {
        Map<String, RequestLogSettings> logs = new LinkedHashMap<>();
        Map<String, Map<String, String>> topics = new LinkedHashMap<>();
        for (PredictorPlan plan : plans) {
            topics.put(plan.name(), plan.settings().topics().byOption());
            if (plan.log() != null) {
                logs.put(plan.name(), plan.log().settings());
            }
        }
        return RequestLogReader.problems(logs, topics);
    }

    /**
     * What the job runs: a predictor alone where each that reads its topic answers all records.
     *
     * @throws ConfigurationException if there are several then, and none was asked for
     */
    public static PredictorSelection chosen(
            PredictorSelection selection, JobArguments arguments, Map<String, String> environment)
            throws ConfigurationException {
        OptionReader reader =
                reader(selection, arguments, variables(arguments, environment), Map.of());
        return reader.read(LeatOptions.TRAFFIC) == TrafficMode.ALL ? selection.alone() : selection;
    }

    /** The consumer group of the job. */
    public static String group(
            PredictorSelection chosen, JobArguments arguments, Map<String, String> environment) {
        String stated =
                reader(chosen, arguments, variables(arguments, environment), Map.of())
                        .read(LeatOptions.GROUP);
        return stated == null ? chosen.group() : stated;
    }

    private static PredictorVariables variables(
            JobArguments arguments, Map<String, String> environment) {
        return new PredictorVariables(environment, "", arguments.variablesOf());
    }

    private static PredictorVariables variables(
            PredictorSelection job,
            PredictorSelection each,
            JobArguments arguments,
            Map<String, String> environment) {
        return new PredictorVariables(
                environment,
                job.job().beside().isEmpty() ? "" : each.predictor().name(),
                arguments.variablesOf());
    }

    /**
     * What has no effect, or another one than it says, in the document, the environment and on the
     * command line.
     *
     * @param selection as {@link #chosen} has it
     */
    public static List<String> warnings(
            PredictorSelection selection, JobArguments arguments, Map<String, String> environment) {
        List<String> warnings = new ArrayList<>(selection.warnings());
        for (PredictorSelection each : selection.all()) {
            OptionReader reader =
                    reader(
                            each,
                            arguments,
                            variables(selection, each, arguments, environment),
                            Map.of());
            log(each.predictor(), reader, JobSettings.read(reader, each.shadowTopics()));
            FeedbackRules.check(each.predictor(), reader);
            warnings.addAll(each.warnings());
            warnings.addAll(reader.warnings());
        }
        warnings.addAll(UnreadVariables.inEnvironment(environment));
        return warnings.stream().distinct().toList();
    }

    private static OptionReader reader(
            PredictorSelection selection,
            JobArguments arguments,
            PredictorVariables environment,
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
        return overrides(arguments, variables(arguments, environment));
    }

    private static Overrides overrides(JobArguments arguments, PredictorVariables environment) {
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
        return reader(selection, arguments, variables(arguments, environment), Map.of())
                .find(option);
    }

    /** Where the records of a predictor of a document would come from and go to. */
    public static PredictorTopics topics(
            DeploymentDocument document,
            SeldonDeployment deployment,
            Predictor predictor,
            JobArguments arguments,
            Map<String, String> environment) {
        PredictorSelection selection = PredictorSelection.of(document, deployment, predictor);
        OptionReader reader =
                reader(selection, arguments, variables(arguments, environment), Map.of());
        boolean written = reader.read(LeatOptions.OUTPUT_MODE) != OutputMode.NONE;
        String output =
                selection.predictor().shadow()
                        ? selection.shadowTopics().output(reader)
                        : text(reader.find(LeatOptions.OUTPUT_TOPIC));
        boolean all = reader.read(LeatOptions.TRAFFIC) == TrafficMode.ALL;
        PredictorSelection job =
                all ? selection : PredictorSelection.ofJob(document, deployment, predictor);
        Integer percent = predictor.traffic();
        return new PredictorTopics(
                text(reader.find(LeatOptions.INPUT_TOPIC)),
                written ? output : null,
                written,
                selection.predictor().shadow()
                        ? null
                        : text(reader.find(LeatOptions.FEEDBACK_TOPIC)),
                group(job, arguments, environment),
                job.job().beside().isEmpty()
                        ? null
                        : percent == null ? Integer.valueOf(0) : percent);
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
