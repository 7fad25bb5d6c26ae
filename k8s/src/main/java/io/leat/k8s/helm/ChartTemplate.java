// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ContainerNames;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One manifest as a template. Fields that may be changed are moved to the chart's values, and read
 * from there; all other text is the manifest's, whatever Helm would make of it.
 */
final class ChartTemplate {

    static final String IMAGE = "image";
    static final String JOBS = "jobs";
    static final String MODELS = "models";
    static final String SCALING = "scaling";

    /** A field of one line whose value is read from the values. */
    private static final Pattern READ =
            Pattern.compile("(?m)^( *)((?:- )*)([^ ].*?:) leat-chart-value-(\\d+)$");

    /** What begins an action in a template. */
    private static final String ACTION = "{{";

    private final ObjectNode values;
    private final List<Read> reads = new ArrayList<>();

    /**
     * A value that is read.
     *
     * @param path its keys, from the root of the values
     * @param object whether it is one, which stands below its key
     */
    private record Read(List<String> path, boolean object) {}

    private ChartTemplate(ObjectNode values) {
        this.values = values;
    }

    /**
     * The template of a manifest.
     *
     * @param values to which its own are added
     */
    static String of(Manifest manifest, ObjectNode values) {
        ObjectNode tree = manifest.tree().deepCopy();
        ChartTemplate template = new ChartTemplate(values);
        switch (manifest.kind()) {
            case "FlinkDeployment", "FlinkSessionJob" ->
                    template.job(tree, template.key(manifest, JOBS));
            case "Deployment" -> template.models(tree, template.key(manifest, MODELS));
            case "ScaledObject", "HorizontalPodAutoscaler" ->
                    template.scaling(tree, template.key(manifest, SCALING));
            default -> {
                // Nothing of the others may be changed by itself.
            }
        }
        return template.text(new Manifest(tree, manifest.heading(), manifest.comments()).yaml());
    }

    /** The object's name; where another namespace has the same, with its own. */
    private String key(Manifest manifest, String section) {
        String name = manifest.tree().path("metadata").path("name").asText();
        return values.path(section).has(name) ? manifest.namespace() + "." + name : name;
    }

    private void job(ObjectNode tree, String key) {
        JsonNode spec = tree.path("spec");
        read(spec, IMAGE, IMAGE);
        read(spec.path("job"), "parallelism", JOBS, key, "parallelism");
        for (String role : List.of("jobManager", "taskManager")) {
            read(spec.path(role), "replicas", JOBS, key, role, "replicas");
            for (String amount : List.of("cpu", "memory")) {
                read(spec.path(role).path("resource"), amount, JOBS, key, role, amount);
            }
        }
        containers(spec.path("taskManager").path("podTemplate").path("spec"), JOBS, key, MODELS);
    }

    private void models(ObjectNode tree, String key) {
        read(tree.path("spec"), "replicas", MODELS, key, "replicas");
        containers(tree.path("spec").path("template").path("spec"), MODELS, key, "containers");
    }

    /** KEDA's names for the bounds, and Kubernetes' own. */
    private void scaling(ObjectNode tree, String key) {
        for (String field :
                List.of("minReplicaCount", "maxReplicaCount", "minReplicas", "maxReplicas")) {
            read(tree.path("spec"), field, SCALING, key, field);
        }
    }

    private void containers(JsonNode pod, String... path) {
        for (String kind : List.of("initContainers", "containers")) {
            for (JsonNode container : pod.path(kind)) {
                String name = container.path("name").asText();
                if (!name.equals(ContainerNames.FLINK)) {
                    List<String> below = new ArrayList<>(List.of(path));
                    below.add(name);
                    container(container, below);
                }
            }
        }
    }

    private void container(JsonNode container, List<String> path) {
        // v1's servers are told their image by a variable.
        for (JsonNode variable : container.path("env")) {
            if (variable.path("name").asText().equals("PREDICTIVE_UNIT_IMAGE")
                    && variable.path("value").equals(container.path(IMAGE))) {
                read(variable, "value", with(path, IMAGE));
            }
        }
        read(container, IMAGE, with(path, IMAGE));
        read(container, "resources", with(path, "resources"));
    }

    private static String[] with(List<String> path, String last) {
        List<String> all = new ArrayList<>(path);
        all.add(last);
        return all.toArray(String[]::new);
    }

    /** Moves a field's value, where there is one, to the values. */
    private void read(JsonNode parent, String field, String... path) {
        JsonNode value = parent.get(field);
        if (value == null || (value.isEmpty() && value.isObject())) {
            return;
        }
        ObjectNode section = values;
        for (int i = 0; i < path.length - 1; i++) {
            section = section.withObject("/" + path[i].replace("~", "~0").replace("/", "~1"));
        }
        section.set(path[path.length - 1], value);
        ((ObjectNode) parent).put(field, "leat-chart-value-" + reads.size());
        reads.add(new Read(List.of(path), value.isObject()));
    }

    /** Reads values where they were taken, and keeps Helm from reading anything else. */
    private String text(String yaml) {
        return READ.matcher(yaml.replace(ACTION, "{{ \"{{\" }}"))
                .replaceAll(found -> Matcher.quoteReplacement(expression(found)));
    }

    private String expression(MatchResult found) {
        Read read = reads.get(Integer.parseInt(found.group(4)));
        String keys =
                read.path().stream()
                        .map(key -> " \"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .collect(Collectors.joining());
        String field = found.group(1) + found.group(2) + found.group(3);
        String action = "index .Values" + keys + " | toYaml";
        return read.object()
                ? "%s\n{{ %s | indent %d }}"
                        .formatted(
                                field,
                                action,
                                found.group(1).length() + found.group(2).length() + 2)
                : "%s {{ %s }}".formatted(field, action);
    }
}
