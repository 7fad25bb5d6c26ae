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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The predictor to run, and what it was found in.
 *
 * @param origin the file, or {@code ENGINE_PREDICTOR}
 * @param deployment its name
 * @param annotations those of the deployment
 * @param shadowTopics what it keeps apart from, where it is a shadow
 * @param path where the predictor stands in its document, or empty where it is all of it
 * @param warnings what the document states and has no effect, or another one, here
 */
public record PredictorSelection(
        String origin,
        String deployment,
        String group,
        Map<String, String> annotations,
        Predictor predictor,
        ShadowTopics shadowTopics,
        String path,
        List<String> warnings) {

    /** How a message names a place in what was read. */
    public String place(String path) {
        return origin + ": " + path;
    }

    /** What the command line names, else what the environment holds. */
    public static PredictorSelection of(JobArguments arguments, Map<String, String> environment)
            throws ConfigurationException {
        String file = arguments.get(JobArguments.DEPLOYMENT);
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
        return fromText(read.text(), read.origin(), predictor);
    }

    /** What a text holds; {@code origin} is its name in messages. */
    public static PredictorSelection fromText(
            String text, String origin, @Nullable String predictor) throws ConfigurationException {
        try {
            DeploymentDocument document = only(origin, DeploymentReader.readAll(text, origin));
            SeldonDeployment deployment = usable(origin, document);
            Predictor chosen = choose(origin, deployment, predictor);
            PredictorSelection selection = of(document, deployment, chosen);
            return predictor == null ? selection.besideShadows(deployment) : selection;
        } catch (UnreadableFileException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    /**
     * All that a file, or standard input for {@code -}, holds to be run: the jobs of its
     * deployment, the primary one first.
     *
     * @param predictor the only one to be run, or null
     */
    public static List<PredictorSelection> allOfFile(String file, @Nullable String predictor)
            throws ConfigurationException {
        DeploymentText read = DeploymentText.of(file);
        return allOfText(read.text(), read.origin(), predictor);
    }

    /** The same of a text; {@code origin} is its name in messages. */
    public static List<PredictorSelection> allOfText(
            String text, String origin, @Nullable String predictor) throws ConfigurationException {
        try {
            DeploymentDocument document = only(origin, DeploymentReader.readAll(text, origin));
            SeldonDeployment deployment = usable(origin, document);
            List<PredictorSelection> all = new ArrayList<>();
            all.add(of(document, deployment, choose(origin, deployment, predictor)));
            if (predictor == null) {
                deployment.predictors().stream()
                        .filter(Predictor::shadow)
                        .forEach(shadow -> all.add(of(document, deployment, shadow)));
            }
            return all;
        } catch (UnreadableFileException e) {
            throw new ConfigurationException(e.getMessage());
        }
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
        return new PredictorSelection(
                origin, this.deployment, group, annotations, predictor, shadowTopics, path, more);
    }

    /** A predictor of a document that was read. */
    public static PredictorSelection of(
            DeploymentDocument document, SeldonDeployment deployment, Predictor predictor) {
        String origin = document.source();
        String path = "spec.predictors[" + deployment.predictors().indexOf(predictor) + "]";
        List<Problem> warnings = new ArrayList<>(document.warnings());
        warnings.addAll(ConfigurationCheck.unread(deployment.annotations(), predictor, path));
        return new PredictorSelection(
                origin,
                deployment.name(),
                deployment.group(predictor),
                deployment.annotations(),
                predictor,
                ShadowTopics.of(predictor, deployment.primaries()),
                path,
                lines(origin, warnings));
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
                group,
                annotations,
                predictor.with(variables),
                shadowTopics,
                path,
                warnings);
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
                    whole.group(predictor),
                    Map.of(),
                    predictor,
                    ShadowTopics.NONE,
                    "",
                    lines(EnginePredictor.VARIABLE, warnings));
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

    private static SeldonDeployment usable(String origin, DeploymentDocument document)
            throws ConfigurationException {
        if (document.deployment() == null) {
            List<Problem> problems = new ArrayList<>(document.errors());
            problems.addAll(TypeCheck.misspelt(document.warnings()));
            throw new ConfigurationException(lines(origin, problems));
        }
        return document.deployment();
    }

    /** The one that is named, else the only one that is no shadow. */
    private static Predictor choose(
            String origin, SeldonDeployment deployment, @Nullable String wanted)
            throws ConfigurationException {
        List<Predictor> predictors = deployment.predictors();
        List<Predictor> primaries = deployment.primaries();
        if (wanted == null && primaries.size() == 1) {
            return primaries.get(0);
        }
        for (Predictor candidate : predictors) {
            if (candidate.name().equals(wanted)) {
                return candidate;
            }
        }
        String names = String.join(", ", predictors.stream().map(Predictor::name).toList());
        throw new ConfigurationException(
                wanted == null
                        ? "%s: several predictors (expected: --predictor with one of %s)"
                                .formatted(origin, names)
                        : "--predictor: \"%s\" is not in %s (expected: one of %s)"
                                .formatted(wanted, origin, names));
    }

    private static List<String> lines(String origin, List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add(origin + ": " + problem));
        return lines;
    }
}
