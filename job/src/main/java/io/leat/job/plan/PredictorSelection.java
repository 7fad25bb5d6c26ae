// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.EnvVar;
import io.leat.deployment.Predictor;
import io.leat.deployment.Problem;
import io.leat.deployment.SeldonDeployment;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.reader.DeploymentReader;
import io.leat.deployment.reader.EnginePredictor;
import io.leat.deployment.reader.FileContent;
import io.leat.deployment.schema.EnumField;
import io.leat.deployment.schema.TypeCheck;
import io.leat.options.settings.ConfigurationCheck;
import io.leat.options.settings.ShadowTopics;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.traffic.TrafficBy;
import io.leat.traffic.TrafficSample;
import io.leat.traffic.TrafficSplit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The predictor to run, and what it was found in. Predictors that share an input topic are run
 * together: then it is the first of them, and holds the others.
 *
 * @param origin the file, or {@code ENGINE_PREDICTOR}
 * @param deployment its name
 * @param namespace that of the deployment
 * @param annotations those of the deployment
 * @param shadowTopics what it keeps apart from, where it is a shadow
 * @param path where the predictor stands in its document, or empty where it is all of it
 * @param warnings what the document states and has no effect, or another one, here
 * @param job what runs with it
 */
public record PredictorSelection(
        String origin,
        String deployment,
        String namespace,
        String group,
        Map<String, String> annotations,
        Predictor predictor,
        ShadowTopics shadowTopics,
        String path,
        List<String> warnings,
        Job job) {

    /**
     * The job that it is part of.
     *
     * @param beside the other predictors that read its input topic, in document order
     * @param named the one that was asked for; empty where none was
     * @param weights where the weights may change while the job runs; null where nowhere
     */
    public record Job(
            List<PredictorSelection> beside, String named, @Nullable WeightsFile weights) {

        static final Job ALONE = new Job(List.of(), "", null);

        public Job {
            beside = List.copyOf(beside);
        }
    }

    /** How a message names a place in what was read. */
    public String place(String path) {
        return origin + ": " + path;
    }

    /** What the command line names, else what the environment holds. */
    public static PredictorSelection of(JobArguments arguments, Map<String, String> environment)
            throws ConfigurationException {
        String file = arguments.get(JobArguments.DEPLOYMENT);
        String text = arguments.get(JobArguments.DEPLOYMENT_TEXT);
        if (text != null) {
            if (file != null) {
                throw new ConfigurationException(
                        "--deployment-text with --deployment %s (expected: one of them)"
                                .formatted(file));
            }
            return fromText(text, "--deployment-text", arguments.get(JobArguments.PREDICTOR));
        }
        if (file != null) {
            return fromFile(file, arguments.get(JobArguments.PREDICTOR));
        }
        String encoded = environment.get(EnginePredictor.VARIABLE);
        if (encoded != null && !encoded.isBlank()) {
            return fromEnvironment(encoded, arguments);
        }
        throw new ConfigurationException(
                "no deployment (expected: --deployment FILE, or ENGINE_PREDICTOR in the"
                        + " environment)");
    }

    /**
     * What a file, or standard input for {@code -}, holds, with {@code predictor} where it holds
     * several.
     */
    public static PredictorSelection fromFile(String file, @Nullable String predictor)
            throws ConfigurationException {
        DeploymentText read = DeploymentText.of(file);
        return fromText(read.text(), read.origin(), predictor).rereading(file, read);
    }

    /** With the file whose weights count while the job runs; standard input is read once. */
    private PredictorSelection rereading(String file, DeploymentText read)
            throws ConfigurationException {
        if (file.equals(DeploymentText.STANDARD_INPUT)) {
            return this;
        }
        String path = Path.of(file).toAbsolutePath().normalize().toString();
        String rest = StatedWeights.read(read.text(), read.origin()).rest();
        return with(new Job(job.beside(), job.named(), new WeightsFile(path, deployment, rest)));
    }

    /** What a text holds; {@code origin} is its name in messages. */
    public static PredictorSelection fromText(
            String text, String origin, @Nullable String predictor) throws ConfigurationException {
        DeploymentDocument document = onlyDocument(text, origin);
        SeldonDeployment deployment = usable(origin, document);
        Predictor chosen = choose(origin, deployment, predictor);
        PredictorSelection selection = ofJob(document, deployment, chosen);
        return predictor == null ? selection.besideShadows(deployment) : selection.named(predictor);
    }

    static DeploymentDocument onlyDocument(String text, String origin)
            throws ConfigurationException {
        try {
            return only(origin, DeploymentReader.readAll(text, origin));
        } catch (UnreadableFileException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    /**
     * All that a file, or standard input for {@code -}, holds to be run: the jobs of its
     * deployment, the primary one first and its shadows behind it.
     *
     * @param predictor the only one to be run, or null
     */
    public static List<PredictorSelection> allOfFile(String file, @Nullable String predictor)
            throws ConfigurationException {
        DeploymentText read = DeploymentText.of(file);
        List<PredictorSelection> all =
                new ArrayList<>(allOfText(read.text(), read.origin(), predictor));
        all.set(0, all.get(0).rereading(file, read));
        return all;
    }

    /** The same of a text; {@code origin} is its name in messages. */
    public static List<PredictorSelection> allOfText(
            String text, String origin, @Nullable String predictor) throws ConfigurationException {
        DeploymentDocument document = onlyDocument(text, origin);
        SeldonDeployment deployment = usable(origin, document);
        PredictorSelection first =
                ofJob(document, deployment, choose(origin, deployment, predictor));
        if (predictor != null) {
            return List.of(first.named(predictor));
        }
        List<PredictorSelection> all = new ArrayList<>(List.of(first));
        deployment.predictors().stream()
                .filter(Predictor::shadow)
                .forEach(shadow -> all.add(of(document, deployment, shadow)));
        return all;
    }

    /** What runs as one job with a predictor of a document that was read. */
    public static PredictorSelection ofJob(
            DeploymentDocument document, SeldonDeployment deployment, Predictor predictor) {
        if (predictor.shadow()) {
            return of(document, deployment, predictor);
        }
        List<PredictorSelection> all =
                deployment.sharing(predictor).stream()
                        .map(each -> of(document, deployment, each))
                        .toList();
        return all.get(0).with(new Job(all.subList(1, all.size()), "", null));
    }

    /** All that the job runs, in document order. */
    public List<PredictorSelection> all() {
        List<PredictorSelection> all = new ArrayList<>();
        all.add(with(Job.ALONE));
        all.addAll(job.beside());
        return all;
    }

    /**
     * The one that was asked for, without the others, where each answers all records.
     *
     * @throws ConfigurationException if there are several and none was asked for
     */
    public PredictorSelection alone() throws ConfigurationException {
        for (PredictorSelection each : all()) {
            if (job.beside().isEmpty() || each.predictor.name().equals(job.named())) {
                return each;
            }
        }
        throw new ConfigurationException(
                several(origin, all().stream().map(PredictorSelection::predictor).toList()));
    }

    /** Says that there are others to be run, where none was named. */
    private PredictorSelection besideShadows(SeldonDeployment deployment) {
        List<String> more = new ArrayList<>(warnings);
        for (Predictor shadow : deployment.predictors()) {
            if (shadow.shadow()) {
                more.add(
                        "%s: runs predictor %s; shadow %s is a job of its own, which --predictor %s runs"
                                .formatted(origin, predictor.name(), shadow.name(), shadow.name()));
            }
        }
        return with(more, job);
    }

    /** Says that it does not run alone, where another one is the first. */
    private PredictorSelection named(String name) {
        List<String> more = new ArrayList<>(warnings);
        if (!predictor.name().equals(name)) {
            more.add(
                    "%s: predictor %s runs in one job with %s, as they read one input topic and share its records (leat.io/traffic: all runs each alone)"
                            .formatted(
                                    origin,
                                    name,
                                    all().stream()
                                            .map(each -> each.predictor.name())
                                            .filter(other -> !other.equals(name))
                                            .collect(Collectors.joining(", "))));
        }
        return with(more, new Job(job.beside(), name, job.weights()));
    }

    private PredictorSelection with(Job other) {
        return with(warnings, other);
    }

    private PredictorSelection with(List<String> otherWarnings, Job otherJob) {
        return new PredictorSelection(
                origin,
                deployment,
                namespace,
                group,
                annotations,
                predictor,
                shadowTopics,
                path,
                otherWarnings,
                otherJob);
    }

    /** A predictor of a document that was read, without those that share its topic. */
    public static PredictorSelection of(
            DeploymentDocument document, SeldonDeployment deployment, Predictor predictor) {
        String origin = document.source();
        String path = "spec.predictors[" + deployment.predictors().indexOf(predictor) + "]";
        List<Problem> warnings = new ArrayList<>(document.warnings());
        warnings.addAll(ConfigurationCheck.unread(deployment.annotations(), predictor, path));
        return new PredictorSelection(
                origin,
                deployment.name(),
                deployment.namespace(),
                deployment.group(predictor),
                deployment.annotations(),
                predictor,
                ShadowTopics.of(predictor, deployment.primaries()),
                path,
                lines(origin, warnings),
                Job.ALONE);
    }

    /**
     * How the predictors of the job share its records; null where there is one.
     *
     * @param by what of a record decides
     */
    public @Nullable TrafficSplit split(TrafficBy by) {
        return job.beside().isEmpty()
                ? null
                : new TrafficSplit(
                        deployment,
                        by,
                        all().stream().map(each -> each.predictor.name()).toList(),
                        all().stream().map(each -> percent(each.predictor)).toList());
    }

    private static int percent(Predictor predictor) {
        Integer stated = predictor.traffic();
        return stated == null ? 0 : stated;
    }

    /**
     * Which records the job answers; null where it is every one.
     *
     * @param by what of a record decides
     */
    public @Nullable TrafficSample sample(TrafficBy by) {
        Integer percent = predictor.traffic();
        return predictor.shadow()
                ? new TrafficSample(deployment, by, percent == null ? 100 : percent)
                : null;
    }

    /**
     * The same with some of its variables empty, and so not stated.
     *
     * @param names which
     */
    public PredictorSelection without(Predicate<String> names) {
        List<EnvVar> variables =
                predictor.orchestratorEnv().stream()
                        .map(
                                each ->
                                        names.test(each.name())
                                                ? new EnvVar(each.name(), "", null)
                                                : each)
                        .toList();
        return new PredictorSelection(
                origin,
                deployment,
                namespace,
                group,
                annotations,
                predictor.with(variables),
                shadowTopics,
                path,
                warnings,
                new Job(
                        job.beside().stream().map(each -> each.without(names)).toList(),
                        job.named(),
                        job.weights()));
    }

    private static PredictorSelection fromEnvironment(String encoded, JobArguments arguments)
            throws ConfigurationException {
        Protocol protocol =
                choice(arguments, JobArguments.PROTOCOL, EnumField.PROTOCOLS, Protocol.SELDON);
        Transport transport =
                choice(arguments, JobArguments.TRANSPORT, EnumField.TRANSPORTS, Transport.REST);
        String deployment = arguments.get(JobArguments.DEPLOYMENT_NAME);
        if (deployment == null) {
            throw new ConfigurationException(
                    "--sdep is missing (expected: the deployment's name, which ENGINE_PREDICTOR does"
                            + " not hold)");
        }
        try {
            EnginePredictor read = EnginePredictor.read(encoded, protocol, transport);
            Predictor predictor = read.predictor();
            if (predictor == null) {
                throw new ConfigurationException(lines(EnginePredictor.VARIABLE, read.errors()));
            }
            String word = arguments.get(JobArguments.PROTOCOL);
            if (word != null) {
                predictor = predictor.withProtocolWord(EnumField.executorWord(word));
            }
            if (predictor.shadow()) {
                throw new ConfigurationException(
                        "%s: shadow: true (expected: --deployment FILE and --predictor %s, as the topics of the predictor beside it must be known, which a shadow never writes to)"
                                .formatted(EnginePredictor.VARIABLE, predictor.name()));
            }
            String namespace = arguments.get(JobArguments.NAMESPACE);
            SeldonDeployment whole =
                    new SeldonDeployment(
                            deployment,
                            namespace == null ? "default" : namespace,
                            true,
                            Map.of(),
                            List.of(predictor));
            List<Problem> warnings = new ArrayList<>(read.warnings());
            warnings.addAll(ConfigurationCheck.unread(Map.of(), predictor, ""));
            return new PredictorSelection(
                    EnginePredictor.VARIABLE,
                    deployment,
                    whole.namespace(),
                    whole.group(predictor),
                    Map.of(),
                    predictor,
                    ShadowTopics.NONE,
                    "",
                    lines(EnginePredictor.VARIABLE, warnings),
                    Job.ALONE);
        } catch (UnreadableFileException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    private static <T> T choice(JobArguments arguments, String flag, EnumField<T> words, T fallback)
            throws ConfigurationException {
        String stated = arguments.get(flag);
        if (stated == null) {
            return fallback;
        }
        T found = words.find(stated);
        if (found == null) {
            throw new ConfigurationException("--%s: %s".formatted(flag, words.refusal(stated)));
        }
        return found;
    }

    private static DeploymentDocument only(String origin, FileContent content)
            throws ConfigurationException {
        List<DeploymentDocument> documents = content.deployments();
        if (documents.isEmpty()) {
            throw new ConfigurationException(origin + ": " + content.withoutDeployment("one"));
        }
        if (documents.size() != 1) {
            throw new ConfigurationException(
                    "%s: %d SeldonDeployments (expected: one)".formatted(origin, documents.size()));
        }
        return documents.get(0);
    }

    static SeldonDeployment usable(String origin, DeploymentDocument document)
            throws ConfigurationException {
        if (document.deployment() == null) {
            List<Problem> problems = new ArrayList<>(document.errors());
            problems.addAll(TypeCheck.misspelt(document.warnings()));
            throw new ConfigurationException(lines(origin, problems));
        }
        return document.deployment();
    }

    /** The one that is named, else the first of those that are no shadows and read one topic. */
    private static Predictor choose(
            String origin, SeldonDeployment deployment, @Nullable String wanted)
            throws ConfigurationException {
        List<Predictor> predictors = deployment.predictors();
        List<Predictor> primaries = deployment.primaries();
        if (wanted == null && deployment.sharing(primaries.get(0)).size() == primaries.size()) {
            return primaries.get(0);
        }
        for (Predictor candidate : predictors) {
            if (candidate.name().equals(wanted)) {
                return candidate;
            }
        }
        throw new ConfigurationException(
                wanted == null
                        ? several(origin, predictors)
                        : "--predictor: \"%s\" is not in %s (expected: one of %s)"
                                .formatted(wanted, origin, names(predictors)));
    }

    private static String several(String origin, List<Predictor> predictors) {
        return "%s: several predictors (expected: --predictor with one of %s)"
                .formatted(origin, names(predictors));
    }

    private static String names(List<Predictor> predictors) {
        return String.join(", ", predictors.stream().map(Predictor::name).toList());
    }

    private static List<String> lines(String origin, List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add(origin + ": " + problem));
        return lines;
    }
}
