// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scaler of a component's pods: KEDA, else an autoscaler, else the document. */
public final class Scaling {

    public static final String KEDA = "kedaSpec";
    public static final String HPA = "hpaSpec";

    private Scaling() {}

    /** What scales the component's pods, for people; null where their number is fixed. */
    public static @Nullable String scalerOf(ModelPod pod) {
        if (pod.component().path(KEDA).isObject()) {
            return "KEDA";
        }
        return pod.component().path(HPA).isObject() ? "the autoscaler" : null;
    }

    /** What the document states for a component, the nearest statement winning, else 1. */
    public static int stated(PredictorContext context, JsonNode component) {
        for (JsonNode place : List.of(component, context.checked(), context.spec())) {
            if (place.path("replicas").isIntegralNumber()) {
                return place.path("replicas").intValue();
            }
        }
        return 1;
    }

    /** The replicas of a component's Deployment; null where something else decides. */
    public static @Nullable Integer replicasOf(PredictorContext context, ModelPod pod) {
        return scalerOf(pod) == null ? stated(context, pod.component()) : null;
    }

    public static List<Manifest> ofModel(PredictorContext context, ModelPod pod) {
        ObjectNode target = target("apps/v1", "Deployment", pod.name(context));
        JsonNode component = pod.component();
        String path = context.path("componentSpecs[" + pod.position() + "]");
        if (component.path(KEDA).isObject()) {
            return List.of(
                    new ScaledObject(context, component.path(KEDA), path + "." + KEDA)
                            .manifest(pod.name(context), target));
        }
        return component.path(HPA).isObject()
                ? List.of(Autoscaler.of(context, component.path(HPA), pod.name(context), target, 0))
                : List.of();
    }

    public static ObjectNode target(String apiVersion, String kind, String name) {
        ObjectNode target = JsonNodeFactory.instance.objectNode();
        target.put("apiVersion", apiVersion);
        target.put("kind", kind);
        target.put("name", name);
        return target;
    }
}
