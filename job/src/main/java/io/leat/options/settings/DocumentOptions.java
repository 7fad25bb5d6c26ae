// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.deployment.EnvVar;
import io.leat.deployment.Predictor;
import io.leat.options.OptionProblem;
import io.leat.options.OptionSource;
import io.leat.options.OptionSource.Stated;
import io.leat.options.access.ClientProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The options that a SeldonDeployment states for the job of one predictor, and where: variables of
 * {@code svcOrchSpec.env}, and annotations.
 */
public final class DocumentOptions {

    private final Map<String, String> deploymentAnnotations;
    private final Predictor predictor;
    private final String path;
    private final UnaryOperator<String> place;
    private final boolean deferred;

    /**
     * The options of a job that is started from the document here and now.
     *
     * @param deploymentAnnotations those of the deployment's spec
     * @param path where the predictor stands in its document, or empty where it is all of it
     * @param place how a message names a path of the document
     */
    public DocumentOptions(
            Map<String, String> deploymentAnnotations,
            Predictor predictor,
            String path,
            UnaryOperator<String> place) {
        this(deploymentAnnotations, predictor, path, place, false);
    }

    /**
     * @param deferred whether values that other objects hold will be there when the job runs
     */
    DocumentOptions(
            Map<String, String> deploymentAnnotations,
            Predictor predictor,
            String path,
            UnaryOperator<String> place,
            boolean deferred) {
        this.deploymentAnnotations = Map.copyOf(deploymentAnnotations);
        this.predictor = predictor;
        this.path = path;
        this.place = place;
        this.deferred = deferred;
    }

    /** The variables; of one that stands twice the last counts, as in a container. */
    public OptionSource variables() {
        return option -> {
            Stated found = null;
            for (int i = 0; i < predictor.orchestratorEnv().size(); i++) {
                if (predictor.orchestratorEnv().get(i).name().equals(option.env())) {
                    found = stated(i);
                }
            }
            return found == null ? List.of() : List.of(found);
        };
    }

    /** The annotations; the predictor's win over the deployment's. */
    public OptionSource annotations() {
        return OptionSource.annotations(all(), predictor.transport(), this::annotationPlace);
    }

    /** Properties of Kafka's clients by Kafka's names. */
    public Map<String, Stated> clientProperties() {
        Map<String, Stated> found = new HashMap<>();
        for (int i = 0; i < predictor.orchestratorEnv().size(); i++) {
            String name = predictor.orchestratorEnv().get(i).name();
            if (ClientProperties.isNamedBy(name)) {
                found.put(ClientProperties.property(name), stated(i));
            }
        }
        return found;
    }

    private Stated stated(int position) {
        EnvVar variable = predictor.orchestratorEnv().get(position);
        String value = variable.value();
        // Kubernetes puts other variables of the container in the place of $(NAME).
        boolean elsewhere = value == null || value.contains("$(");
        return new Stated(
                deferred && elsewhere ? null : value,
                place.apply(variablePath(position)),
                deferred && elsewhere ? variable.name() : null,
                variable.name());
    }

    private String variablePath(int position) {
        return within("svcOrchSpec.env[" + position + "]");
    }

    private Map<String, String> all() {
        Map<String, String> all = new HashMap<>(deploymentAnnotations);
        all.putAll(predictor.annotations());
        return all;
    }

    private String annotationPlace(String name) {
        return place.apply(annotationPath(name, predictor.annotations().containsKey(name)));
    }

    private String annotationPath(String name, boolean ofPredictor) {
        String annotation = "annotations[\"" + name + "\"]";
        return ofPredictor ? within(annotation) : "spec." + annotation;
    }

    private String within(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** What it states and that has no effect, or another one, each with its place. */
    List<OptionProblem> unread() {
        List<OptionProblem> unread = new ArrayList<>();
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < predictor.orchestratorEnv().size(); i++) {
            String name = predictor.orchestratorEnv().get(i).name();
            String place = this.place.apply(variablePath(i));
            if (positions.put(name, i) != null) {
                add(place, name + " stands twice: the last one counts", unread);
            }
            add(place, UnreadVariables.inDeployment(name), unread);
        }
        annotations(deploymentAnnotations, false, unread);
        annotations(predictor.annotations(), true, unread);
        return unread;
    }

    private void annotations(
            Map<String, String> annotations, boolean ofPredictor, List<OptionProblem> unread) {
        annotations.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        one ->
                                add(
                                        place.apply(annotationPath(one.getKey(), ofPredictor)),
                                        UnreadAnnotations.reason(
                                                one.getKey(),
                                                one.getValue(),
                                                all(),
                                                predictor.transport()),
                                        unread));
    }

    private static void add(String place, @Nullable String reason, List<OptionProblem> unread) {
        if (reason != null) {
            unread.add(new OptionProblem(reason, List.of(place)));
        }
    }
}
