// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The PodDisruptionBudget of a component: how many of its pods may be away while nodes are drained.
 */
public final class DisruptionBudget {

    public static final String FIELD = "pdbSpec";

    private DisruptionBudget() {}

    public static List<Manifest> of(
            PredictorContext context, ModelPod pod, Map<String, String> selector) {
        JsonNode stated = pod.component().path(FIELD);
        if (!stated.isObject() && !context.options().disruptionBudget()) {
            return List.of();
        }
        IntOrString available = value(stated.path("minAvailable"));
        IntOrString unavailable = value(stated.path("maxUnavailable"));
        if (available == null && unavailable == null) {
            unavailable = new IntOrString(1);
        }
        return List.of(
                Manifest.of(
                        new PodDisruptionBudgetBuilder()
                                .withMetadata(context.objectMeta(pod.name(context)))
                                .withNewSpec()
                                .withMinAvailable(available)
                                .withMaxUnavailable(unavailable)
                                .withNewSelector()
                                .withMatchLabels(selector)
                                .endSelector()
                                .endSpec()
                                .build(),
                        "How many of these pods may be evicted at a time."));
    }

    private static @Nullable IntOrString value(JsonNode stated) {
        if (stated.isIntegralNumber()) {
            return new IntOrString(stated.intValue());
        }
        return stated.isTextual() ? new IntOrString(stated.textValue()) : null;
    }
}
