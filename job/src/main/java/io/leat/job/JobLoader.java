package io.leat.job;

import io.leat.deployment.EnvVar;
import io.leat.deployment.Predictor;
import io.leat.graph.GraphCheck;
import io.leat.graph.Node;
import io.leat.kafka.security.KafkaClients;
import io.leat.options.ClientProperties;
import io.leat.options.Connection;
import io.leat.options.JobSettings;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.OptionSource.Stated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
            problems.addAll(unknownNodes(settings, predictor.graph()));
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

    /**
     * Reads what reaches the brokers, for who has no deployment.
     *
     * @param arguments the command line, which wins over the environment
     * @throws MistakeException with every problem there is
     */
    public static KafkaClients clients(JobArguments arguments, Map<String, String> environment)
            throws MistakeException {
        OptionReader reader =
                new OptionReader(
                        List.of(
                                OptionSource.commandLine(arguments.flags()::get),
                                OptionSource.environment(environment)),
                        clientProperties(arguments, environment));
        KafkaClients clients = Connection.read(reader);
        if (clients == null || !reader.problems().isEmpty()) {
            throw new MistakeException(reader.problems());
        }
        return clients;
    }

    private static List<String> unknownNodes(JobSettings settings, Node graph) {
        Set<String> called = new TreeSet<>();
        addCalled(graph, called);
        return settings.calls().security().nodes().stream()
                .filter(node -> !called.contains(node))
                .sorted()
                .map(
                        node ->
                                "LEAT_MODEL_SECURITY_NODES names \"%s\" (expected: nodes of the graph that are called: %s)"
                                        .formatted(node, String.join(", ", called)))
                .toList();
    }

    private static void addCalled(Node node, Set<String> names) {
        if (node.endpoint() != null) {
            names.add(node.name());
        }
        node.children().forEach(child -> addCalled(child, names));
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
        found.putAll(clientProperties(arguments, environment));
        return found;
    }

    private static Map<String, Stated> clientProperties(
            JobArguments arguments, Map<String, String> environment) {
        Map<String, Stated> found = new HashMap<>();
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
