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
 * What scales a job that has its models in its pods: there is one number of pods, so one scaler.
 */
public final class JobScaling {

    private JobScaling() {}

    public static List<Manifest> of(PredictorContext subject, List<ModelPod> pods) {
        List<Manifest> manifests = new ArrayList<>();
        ObjectNode target =
                Scaling.target(
                        FlinkDeploymentManifest.API_VERSION,
                        FlinkDeploymentManifest.KIND,
                        subject.base());
        for (ModelPod pod : pods) {
            String component = subject.path("componentSpecs[" + pod.position() + "]");
            for (String kind : List.of(Scaling.KEDA, Scaling.HPA)) {
                JsonNode stated = pod.component().path(kind);
                if (!stated.isObject()) {
                    continue;
                }
                if (!manifests.isEmpty()) {
                    subject.findings()
                            .warn(
                                    component + "." + kind,
                                    "left out, as another one scales the TaskManagers already");
                } else {
                    manifests.add(
                            kind.equals(Scaling.KEDA)
                                    ? new ScaledObject(subject, stated, component + "." + kind)
                                            .manifestOfJob(subject.base(), target)
                                    : Autoscaler.of(subject, stated, subject.base(), target, 1));
                }
            }
            if (pod.component().path("pdbSpec").isObject()) {
                subject.findings()
                        .warn(
                                component + ".pdbSpec",
                                "left out with --sidecar: an evicted TaskManager is replaced and the"
                                        + " job goes on from its last checkpoint");
            }
        }
        return manifests;
    }
}
