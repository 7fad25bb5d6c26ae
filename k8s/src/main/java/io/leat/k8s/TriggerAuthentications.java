// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.reader.OtherObjects.Found;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.OwnershipMarks;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.scaling.Scaling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The TriggerAuthentications that stand beside the SeldonDeployments of a file: KEDA's credentials
 * go with them.
 */
final class TriggerAuthentications {

    private static final String AUTHENTICATION = "TriggerAuthentication";

    private final String source;
    private final List<Found> others;
    private final Map<String, ObjectNode> authentications = new LinkedHashMap<>();
    private final Map<String, ObjectNode> rendered;
    private final Set<String> used = new LinkedHashSet<>();

    private TriggerAuthentications(
            String source, List<Found> others, Map<String, ObjectNode> rendered) {
        this.source = source;
        this.others = others;
        this.rendered = rendered;
    }

    /**
     * @param rendered what other files have given so far, by name and namespace
     */
    static TriggerAuthentications of(
            List<Found> others, String source, Map<String, ObjectNode> rendered) {
        TriggerAuthentications triggerAuthentications =
                new TriggerAuthentications(source, others, rendered);
        for (Found other : others) {
            if (other.kind().equals(AUTHENTICATION) && other.json() instanceof ObjectNode object) {
                triggerAuthentications.authentications.put(other.name(), object);
            }
        }
        return triggerAuthentications;
    }

    /** The authentications that the triggers of a predictor's pods refer to, in its namespace. */
    List<Manifest> authentications(PredictorContext context, List<ModelPod> pods) {
        List<Manifest> manifests = new ArrayList<>();
        for (ModelPod pod : pods) {
            JsonNode triggers = pod.component().path(Scaling.KEDA).path("triggers");
            for (int j = 0; j < triggers.size(); j++) {
                String path =
                        context.path(
                                "componentSpecs["
                                        + pod.position()
                                        + "].kedaSpec.triggers["
                                        + j
                                        + "]");
                authentication(
                        triggers.path(j).path("authenticationRef"), path, context, manifests);
            }
        }
        return manifests;
    }

    private void authentication(
            JsonNode reference, String path, PredictorContext context, List<Manifest> into) {
        String name = reference.path("name").asText("");
        if (name.isEmpty() || reference.path("kind").asText("").startsWith("Cluster")) {
            return;
        }
        ObjectNode stated = authentications.get(name);
        if (stated == null) {
            context.problems()
                    .warn(
                            path + ".authenticationRef.name",
                            name
                                    + ": not in the file, so it must be in namespace "
                                    + context.namespace()
                                    + " already");
            return;
        }
        if (used.add(name + " " + context.namespace())) {
            ObjectNode copy = written(stated);
            ObjectNode metadata = copy.withObject("metadata");
            String namespace = metadata.path("namespace").asText(context.namespace());
            if (!namespace.equals(context.namespace())) {
                context.problems()
                        .warn(
                                path + ".authenticationRef.name",
                                name
                                        + " stands in namespace "
                                        + namespace
                                        + " in the file: rendered for "
                                        + context.namespace()
                                        + ", where KEDA looks for it");
            }
            metadata.put("namespace", context.namespace());
            if (copy.equals(rendered.putIfAbsent(name + " " + context.namespace(), copy))) {
                return; // of another file, which says the same
            }
            ObjectNode labelled = copy.deepCopy();
            ObjectNode labels = labelled.withObject("metadata").withObject("labels");
            context.deploymentLabels().forEach(labels::put);
            into.add(
                    new Manifest(
                            labelled,
                            "How KEDA logs in at the brokers; as in the input, with the labels of"
                                    + " the deployment that asks for it first.",
                            Map.of()));
        }
    }

    /** What a user writes of it: without what the cluster and tools keep there. */
    private static ObjectNode written(ObjectNode stated) {
        ObjectNode copy = stated.deepCopy();
        copy.remove("status");
        ObjectNode metadata = copy.withObject("metadata");
        metadata.retain("name", "namespace", "labels", "annotations");
        for (String field : List.of("labels", "annotations")) {
            Map<String, String> remaining = OwnershipMarks.without(metadata.path(field));
            if (remaining.isEmpty()) {
                metadata.remove(field);
            } else {
                ObjectNode kept = metadata.putObject(field);
                remaining.forEach(kept::put);
            }
        }
        return copy;
    }

    /** What was not taken over, a line for each. */
    List<String> leftOut() {
        return others.stream()
                .filter(
                        other ->
                                !other.kind().equals(AUTHENTICATION)
                                        || used.stream()
                                                .noneMatch(u -> u.startsWith(other.name() + " ")))
                .map(
                        other ->
                                source
                                        + " ["
                                        + other.document()
                                        + "] "
                                        + other.kind()
                                        + " "
                                        + other.name()
                                        + ": not part of what is rendered; apply it yourself")
                .toList();
    }
}
