package io.leat.job;

import io.leat.deployment.EnvVar;
import io.leat.deployment.Predictor;
import io.leat.graph.GraphCheck;
import io.leat.options.JobSettings;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
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
                                OptionSource.commandLine(defaults::get)));
        JobSettings settings = JobSettings.read(reader);
        Predictor predictor = selection.predictor();
        List<String> problems = new ArrayList<>(reader.problems());
        for (String problem :
                GraphCheck.problems(
                        predictor.graph(), predictor.protocol(), predictor.transport())) {
            problems.add(selection.origin() + ": " + problem);
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

    private static OptionSource orchestrator(Selection selection) {
        return option -> {
            List<OptionSource.Stated> stated = new ArrayList<>();
            for (EnvVar variable : selection.predictor().orchestratorEnv()) {
                if (variable.name().equals(option.env())) {
                    String origin =
                            "svcOrchSpec.env %s of predictor %s in %s"
                                    .formatted(
                                            variable.name(),
                                            selection.predictor().name(),
                                            selection.origin());
                    stated.add(new OptionSource.Stated(variable.value(), origin));
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
