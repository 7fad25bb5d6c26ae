// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.DeploymentTree;
import io.leat.deployment.Problem;
import io.leat.deployment.schema.TypeCheck;
import io.leat.k8s.manifest.JsonMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The warnings of reading a document. It speaks for v1, which drops fields of a pod that are
 * younger than itself; rendering keeps those that Kubernetes knows.
 */
final class ReaderWarnings {

    private ReaderWarnings() {}

    static List<String> of(DeploymentDocument document, DeploymentTree tree) {
        String prefix = tree.path().isEmpty() ? "" : tree.path() + ".";
        Set<String> unknown = unknownToKubernetes(tree, prefix);
        List<String> lines = new ArrayList<>();
        for (Problem problem : document.warnings()) {
            boolean inPod = problem.path().contains(".componentSpecs[") && inSpec(problem.path());
            if (!problem.message().startsWith(TypeCheck.UNKNOWN) || !inPod) {
                lines.add(problem.toString());
            } else if (unknown.contains(problem.path())) {
                lines.add(
                        problem.path() + ": left out, as Kubernetes knows no such field of a pod");
            } else {
                lines.add(
                        problem.path()
                                + ": kept, though Seldon Core v1 would have dropped a field it did"
                                + " not know");
            }
        }
        return lines;
    }

    private static boolean inSpec(String path) {
        return path.replaceFirst(".*\\.componentSpecs\\[\\d+\\]", "").startsWith(".spec.");
    }

    private static Set<String> unknownToKubernetes(DeploymentTree tree, String prefix) {
        Set<String> unknown = new HashSet<>();
        JsonNode predictors = tree.stated().path("spec").path("predictors");
        for (int i = 0; i < predictors.size(); i++) {
            JsonNode components = predictors.path(i).path("componentSpecs");
            for (int j = 0; j < components.size(); j++) {
                List<String> found = new ArrayList<>();
                if (components.path(j).path("spec").isObject()) {
                    JsonMapping.typed(components.path(j).path("spec"), PodSpec.class, found);
                }
                String at = prefix + "spec.predictors[" + i + "].componentSpecs[" + j + "].spec.";
                found.forEach(field -> unknown.add(at + field));
            }
        }
        return unknown;
    }
}
