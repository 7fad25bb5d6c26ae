// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.codec.Codecs;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.DeploymentTree;
import io.leat.deployment.Predictor;
import io.leat.deployment.Problem;
import io.leat.deployment.SeldonDeployment;
import io.leat.graph.GraphCheck;
import io.leat.options.Option;
import io.leat.options.OptionProblem;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.OutputMode;
import io.leat.options.catalog.LeatOptions.TrafficMode;
import io.leat.options.requestlog.RequestLogReader;
import io.leat.options.requestlog.RequestLogSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Looks at a SeldonDeployment as its jobs will: every option with every rule between options, and
 * the graph. Values that other objects hold are taken to be right.
 */
public final class ConfigurationCheck {

    private final SeldonDeployment deployment;
    private final Overrides overrides;
    private final Map<String, OptionReader> readers = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> topics = new LinkedHashMap<>();
    private final Map<String, RequestLogSettings> logs = new LinkedHashMap<>();
    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    private ConfigurationCheck(SeldonDeployment deployment, Overrides overrides) {
        this.deployment = deployment;
        this.overrides = overrides;
    }

    /**
     * What was found; paths are those of the deployment's own document.
     *
     * @param errors what keeps a job from starting
     * @param warnings what has no effect, or another one than it says
     * @param jobs in the order of their first predictors
     */
    public record Found(List<Problem> errors, List<Problem> warnings, List<Job> jobs) {}

    /**
     * What runs as one job.
     *
     * @param group its consumer group
     * @param predictors in document order; several share the records of one topic
     */
    public record Job(String group, List<Predictor> predictors) {}

    /**
     * Looks at a deployment and all its predictors.
     *
     * @param tree the document it was read from
     * @param overrides what wins over the document
     */
    public static Found of(SeldonDeployment deployment, DeploymentTree tree, Overrides overrides) {
        ConfigurationCheck check = new ConfigurationCheck(deployment, overrides);
        check.metadata(tree.checked().path("metadata").path("annotations"));
        for (int i = 0; i < deployment.predictors().size(); i++) {
            check.predictor(deployment.predictors().get(i), "spec.predictors[" + i + "]");
        }
        List<Job> jobs = check.jobs();
        return new Found(List.copyOf(check.errors), List.copyOf(check.warnings), jobs);
    }

    /** The document with what was found; one that is not valid is as it was. */
    public static DeploymentDocument checked(DeploymentDocument document, Overrides overrides) {
        DeploymentTree tree = document.tree();
        SeldonDeployment deployment = document.deployment();
        if (tree == null || deployment == null) {
            return document;
        }
        Found found = of(deployment, tree, overrides);
        return document.with(
                within(tree.path(), found.errors()), within(tree.path(), found.warnings()));
    }

    private static List<Problem> within(String path, List<Problem> problems) {
        return path.isEmpty()
                ? problems
                : problems.stream().map(found -> within(path, found)).toList();
    }

    /** What stands on the command line or in the environment stands in no document. */
    private static Problem within(String path, Problem problem) {
        boolean inDocument =
                problem.path().startsWith("spec") || problem.path().startsWith("metadata");
        return inDocument ? new Problem(path + "." + problem.path(), problem.message()) : problem;
    }

    private void metadata(JsonNode annotations) {
        for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
            String reason = UnreadAnnotations.inMetadata(annotation.getKey());
            if (reason != null) {
                warnings.add(
                        new Problem(
                                "metadata.annotations[\"" + annotation.getKey() + "\"]", reason));
            }
        }
    }

    /** What one predictor states and that has no effect, or another one than it says. */
    public static List<Problem> unread(
            Map<String, String> deploymentAnnotations, Predictor predictor, String path) {
        List<Problem> problems = new ArrayList<>();
        new DocumentOptions(deploymentAnnotations, predictor, path, UnaryOperator.identity())
                .unread()
                .forEach(unread -> problems.add(problem(unread, path)));
        return problems;
    }

    private void predictor(Predictor predictor, String path) {
        DocumentOptions document =
                new DocumentOptions(
                        deployment.annotations(), predictor, path, UnaryOperator.identity(), true);
        List<OptionSource> sources = new ArrayList<>(overrides.sources());
        sources.addAll(List.of(document.variables(), document.annotations()));
        Map<String, OptionSource.Stated> clientProperties =
                new HashMap<>(document.clientProperties());
        clientProperties.putAll(overrides.clientProperties());
        OptionReader reader = new OptionReader(sources, clientProperties, false);
        readers.put(predictor.name(), reader);
        if (deployment.kafka()) {
            required(reader, predictor, path);
        }
        JobSettings settings =
                JobSettings.read(reader, ShadowTopics.of(predictor, deployment.primaries()));
        Map<String, String> topics = JobSettings.topics(settings, reader);
        this.topics.put(predictor.name(), topics);
        RequestLogSettings log = RequestLogReader.read(predictor, reader, topics);
        if (log != null) {
            logs.put(predictor.name(), log);
        }
        NodeRules.check(predictor.graph(), reader);
        FeedbackRules.check(predictor, reader);
        for (String problem :
                GraphCheck.problems(
                        predictor.graph(),
                        predictor.protocol(),
                        predictor.transport(),
                        Codecs.message(predictor.protocol(), predictor.transport()))) {
            errors.add(new Problem(path + ".graph", problem));
        }
        reader.foundProblems().forEach(problem -> errors.add(problem(problem, path)));
        document.unread().forEach(problem -> warnings.add(problem(problem, path)));
        reader.foundWarnings().forEach(problem -> warnings.add(problem(problem, path)));
    }

    /** Notes what predictors that run as one job state apart, and jobs that would share a group. */
    private List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        Map<String, String> groups = new HashMap<>();
        for (List<Predictor> predictors : apart()) {
            Predictor first = predictors.get(0);
            Map<String, OptionReader> own = new LinkedHashMap<>();
            predictors.forEach(each -> own.put(each.name(), reader(each)));
            SharedSettings.problems(own)
                    .forEach(problem -> errors.add(problem(problem, "spec.predictors")));
            RequestLogReader.problems(only(logs, own.keySet()), only(topics, own.keySet()))
                    .forEach(problem -> errors.add(new Problem("spec.predictors", problem)));
            String stated = reader(first).read(LeatOptions.GROUP);
            String group = stated == null ? deployment.group(first) : stated;
            String other = groups.putIfAbsent(group, first.name());
            if (other != null) {
                errors.add(
                        new Problem(
                                "spec.predictors",
                                "%s is \"%s\" for the jobs of predictors %s and %s (expected: a group of its own for each job; state it in the annotations of one predictor)"
                                        .formatted(
                                                LeatOptions.GROUP.env(),
                                                group,
                                                other,
                                                first.name())));
            }
            jobs.add(new Job(group, predictors));
        }
        return jobs;
    }

    private static <T> Map<String, T> only(Map<String, T> all, Set<String> predictors) {
        Map<String, T> only = new LinkedHashMap<>(all);
        only.keySet().retainAll(predictors);
        return only;
    }

    private OptionReader reader(Predictor predictor) {
        return Objects.requireNonNull(readers.get(predictor.name()), predictor.name());
    }

    /** The predictors of each job: those that share a topic, unless each answers all records. */
    private List<List<Predictor>> apart() {
        List<List<Predictor>> jobs = new ArrayList<>();
        for (Predictor predictor : deployment.predictors()) {
            List<Predictor> sharing =
                    predictor.shadow()
                                    || reader(predictor).read(LeatOptions.TRAFFIC)
                                            == TrafficMode.ALL
                            ? List.of(predictor)
                            : deployment.sharing(predictor);
            if (sharing.get(0).equals(predictor)) {
                jobs.add(sharing);
            }
        }
        return jobs;
    }

    private void required(OptionReader reader, Predictor predictor, String path) {
        boolean isWritten = reader.read(LeatOptions.OUTPUT_MODE) != OutputMode.NONE;
        boolean isOutputStated = isWritten && !predictor.shadow();
        for (Option<?> option : LeatOptions.ALL) {
            boolean isNeeded =
                    option.isRequired()
                            && (isOutputStated || !option.equals(LeatOptions.OUTPUT_TOPIC));
            if (isNeeded && reader.find(option) == null) {
                errors.add(
                        new Problem(
                                path + ".svcOrchSpec.env",
                                "%s is missing (expected: %s, here; for validate, local and flink run also in the environment or as --%s)"
                                        .formatted(
                                                option.env(),
                                                option.type().expected(),
                                                option.flag())));
            }
        }
    }

    /** A problem stands where the first of its options does; further places end the message. */
    private static Problem problem(OptionProblem found, String predictor) {
        if (!found.subject().isEmpty()) {
            return new Problem(found.subject(), found.withPlaces());
        }
        if (found.places().isEmpty()) {
            return new Problem(predictor, found.message());
        }
        List<String> others = found.places().subList(1, found.places().size());
        return new Problem(
                found.places().get(0), new OptionProblem(found.message(), others).toString());
    }
}
