// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.scaling.Autoscaler;
import io.leat.k8s.scaling.ScaledObject;
import io.leat.k8s.scaling.Scaling;
import java.util.ArrayList;
import java.util.List;

/**
 * The scaler of a job that has its models in its pods: there is one number of pods, so one scaler.
 */
public final class JobScaling {

    private JobScaling() {}

    public static List<Manifest> of(PredictorContext context, List<ModelPod> pods) {
        List<Manifest> manifests = new ArrayList<>();
        ObjectNode target =
                Scaling.target(
                        FlinkDeploymentManifest.API_VERSION,
                        FlinkDeploymentManifest.KIND,
                        context.base());
        for (ModelPod pod : pods) {
            String component = context.path("componentSpecs[" + pod.position() + "]");
            for (String kind : List.of(Scaling.KEDA, Scaling.HPA)) {
                JsonNode stated = pod.component().path(kind);
                if (!stated.isObject()) {
                    continue;
                }
                if (!manifests.isEmpty()) {
                    context.problems()
                            .warn(
                                    component + "." + kind,
                                    "left out, as another one scales the TaskManagers already");
                } else {
                    manifests.add(
                            kind.equals(Scaling.KEDA)
                                    ? new ScaledObject(context, stated, component + "." + kind)
                                            .manifestOfJob(context.base(), target)
                                    : Autoscaler.of(context, stated, context.base(), target, 1));
                }
            }
            if (pod.component().path("pdbSpec").isObject()) {
                context.problems()
                        .warn(
                                component + ".pdbSpec",
                                "left out with --sidecar: an evicted TaskManager is replaced and"
                                        + " the job goes on from its last checkpoint");
            }
        }
        return manifests;
    }
}
