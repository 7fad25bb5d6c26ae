// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.leat.k8s.manifest.KubernetesNames;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import java.util.List;
import java.util.Map;

/**
 * The pod of one component of a predictor.
 *
 * @param position of the component
 * @param component as the document has it; empty where a prepackaged server alone asks for a pod
 * @param spec the pod, complete
 * @param units by the names of their containers, those of the graph that it runs
 */
public record ModelPod(
        int position, JsonNode component, PodSpec spec, Map<String, GraphUnit> units) {

    /** The containers that the graph calls. */
    public List<Container> called() {
        return spec.getContainers().stream().filter(c -> units.containsKey(c.getName())).toList();
    }

    public String name(PredictorContext context) {
        return KubernetesNames.fit(context.base() + "-serving-" + position, KubernetesNames.LABEL);
    }
}
