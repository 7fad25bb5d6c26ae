// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import io.leat.deployment.DeploymentTree;
import io.leat.deployment.SeldonDeployment;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.manifest.RenderProblems;

/** Chooses the namespace that a deployment is rendered for; its consumer group ends with it. */
public record NamespaceResolver(RenderOptions options, RenderProblems problems) {

    public SeldonDeployment place(SeldonDeployment deployment, DeploymentTree tree) {
        String stated = JsonMapping.text(tree.checked().path("metadata"), "namespace");
        String wanted = options.namespace();
        if (wanted == null) {
            if (stated == null) {
                problems.warn(
                        "metadata.namespace",
                        "absent, so rendered for the namespace default (--namespace names another;"
                                + " the consumer group ends with it)");
            }
            return deployment;
        }
        if (stated != null && !stated.equals(wanted)) {
            problems.refuse(
                    "metadata.namespace",
                    "\""
                            + stated
                            + "\", and --namespace is \""
                            + wanted
                            + "\" (expected: the same, or one of them not stated)");
        }
        return new SeldonDeployment(
                deployment.name(),
                wanted,
                deployment.kafka(),
                deployment.annotations(),
                deployment.predictors());
    }
}
