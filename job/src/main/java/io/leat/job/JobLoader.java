package io.leat.job;

import io.leat.deployment.EnvVar;
import io.leat.deployment.Predictor;
import io.leat.graph.GraphCheck;
import io.leat.options.ClientProperties;
import io.leat.options.JobSettings;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.OptionSource.Stated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a job together out of its deployment, the environment and the command line. */
public final class JobLoader {

    private JobLoader() {}

    /**
     * Reads and checks everything that can be checked without a broker.
     *
     * @param arguments the command line, which wins over the environment
     * @param environment which wins over {@code svcOrchSpec.env} and the annotations
     * @param defaults by flag, in place of the options' own
     * @throws MistakeException with every problem there is
     */
    public static InferenceJob load(
            Selection selection,
            JobArguments arguments,
            Map<String, String> environment,
            Map<String, String> defaults)
            throws MistakeException {
        OptionReader reader =
                new OptionReader(
                        List.of(
                                OptionSource.commandLine(arguments.flags()::get),
                                OptionSource.environment(environment),
                                orchestrator(selection),
                                OptionSource.annotations(
                                        annotations(selection), selection.predictor().transport()),
                                OptionSource.commandLine(defaults::get)),
                        clientProperties(selection, arguments, environment));
        JobSettings settings = JobSettings.read(reader);
        Predictor predictor = selection.predictor();
        List<String> problems = new ArrayList<>(reader.problems());
        for (String problem :
                GraphCheck.problems(
                        predictor.graph(), predictor.protocol(), predictor.transport())) {
            problems.add(selection.origin() + ": " + problem);
        }
        if (settings != null) {
            problems.addAll(BatchPlan.problems(predictor.graph(), settings.batches()));
        }
        if (settings == null || !problems.isEmpty()) {
            throw new MistakeException(problems);
        }
        return new InferenceJob(
                selection.group(),
                predictor.protocol(),
                predictor.transport(),
                predictor.graph(),
                settings);
    }

    /** Properties of Kafka's clients by Kafka's names; what is stated later here wins. */
    private static Map<String, Stated> clientProperties(
            Selection selection, JobArguments arguments, Map<String, String> environment) {
        Map<String, Stated> found = new HashMap<>();
        for (EnvVar variable : selection.predictor().orchestratorEnv()) {
            if (ClientProperties.isNamedBy(variable.name())) {
                found.put(
                        ClientProperties.property(variable.name()),
                        new Stated(variable.value(), origin(variable, selection)));
            }
        }
        environment.forEach(
                (name, value) -> {
                    if (ClientProperties.isNamedBy(name)) {
                        found.put(
                                ClientProperties.property(name),
                                new Stated(value, "environment " + name, name));
                    }
                });
        arguments
                .clientProperties()
                .forEach(
                        (name, value) ->
                                found.put(name, new Stated(value, "--kafka-client " + name)));
        return found;
    }

    private static String origin(EnvVar variable, Selection selection) {
        return "svcOrchSpec.env %s of predictor %s in %s"
                .formatted(variable.name(), selection.predictor().name(), selection.origin());
    }

    private static OptionSource orchestrator(Selection selection) {
        return option -> {
            List<Stated> stated = new ArrayList<>();
            for (EnvVar variable : selection.predictor().orchestratorEnv()) {
                if (variable.name().equals(option.env())) {
                    stated.add(new Stated(variable.value(), origin(variable, selection)));
                }
            }
            return stated;
        };
    }

    /** The predictor's annotations win over the deployment's. */
    private static Map<String, String> annotations(Selection selection) {
        Map<String, String> annotations = new HashMap<>(selection.annotations());
        annotations.putAll(selection.predictor().annotations());
        return annotations;
    }
}
