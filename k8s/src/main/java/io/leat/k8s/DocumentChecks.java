// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.leat.deployment.DeploymentTree;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import io.leat.graph.Node;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.manifest.KubernetesNames;
import io.leat.k8s.manifest.RenderProblems;
import io.leat.k8s.manifest.VariableReferences;
import io.leat.k8s.predictor.ContainerNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of a document before names can be made from it. */
final class DocumentChecks {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private DocumentChecks() {}

    static void check(SeldonDeployment deployment, DeploymentTree tree, RenderProblems problems) {
        if (!deployment.kafka()) {
            problems.refuse(
                    "spec.serverType",
                    "not kafka (expected: kafka; Leat serves no HTTP or gRPC requests)");
        }
        List<Predictor> predictors = deployment.predictors();
        for (int i = 0; i < predictors.size(); i++) {
            String path = "spec.predictors[" + i + "]";
            name(path + ".name", predictors.get(i).name(), problems);
            JsonNode stated = tree.stated().path("spec").path("predictors").path(i);
            JsonNode components = stated.path("componentSpecs");
            for (int j = 0; j < components.size(); j++) {
                readable(path + ".componentSpecs[" + j + "].spec", components.path(j), problems);
                for (String kind : List.of("initContainers", "containers")) {
                    JsonNode containers = components.path(j).path("spec").path(kind);
                    String at = path + ".componentSpecs[" + j + "].spec." + kind;
                    containers(at, containers, nodes(predictors.get(i).graph()), problems);
                }
            }
            VariableReferences.check(
                    path + ".svcOrchSpec.env", stated.path("svcOrchSpec").path("env"), problems);
        }
    }

    /** Fields that v1 does not know were not looked at when the document was read. */
    private static void readable(String path, JsonNode component, RenderProblems problems) {
        if (component.path("spec").isObject()) {
            try {
                JsonMapping.typed(component.path("spec"), PodSpec.class, new ArrayList<>());
            } catch (IllegalArgumentException e) {
                problems.refuse(
                        path + "." + e.getMessage(),
                        "of another type than Kubernetes has there (expected: as its reference"
                                + " says)");
            }
        }
    }

    private static Set<String> nodes(Node graph) {
        Set<String> names = new HashSet<>(Set.of(graph.name()));
        graph.children().forEach(child -> names.addAll(nodes(child)));
        return names;
    }

    /** The container of a node has the node's name, which is made legal where it is not. */
    private static void containers(
            String path, JsonNode containers, Set<String> nodes, RenderProblems problems) {
        for (int i = 0; i < containers.size(); i++) {
            String at = path + "[" + i + "]";
            String name = containers.path(i).path("name").asText("");
            if (!nodes.contains(name)) {
                name(at + ".name", name, problems);
            }
            if (name.equals(ContainerNames.FLINK)) {
                problems.refuse(
                        at + ".name",
                        name + " (expected: another name; the operator gives it to Flink)");
            }
            VariableReferences.check(at + ".env", containers.path(i).path("env"), problems);
        }
    }

    private static void name(String path, String name, RenderProblems problems) {
        if (name.length() > KubernetesNames.LABEL || !LABEL.matcher(name).matches()) {
            problems.refuse(
                    path,
                    "\""
                            + name
                            + "\" (expected: at most "
                            + KubernetesNames.LABEL
                            + " lower-case letters, digits and -, beginning and ending with a"
                            + " letter or digit, as it becomes part of names and labels)");
        }
    }
}
