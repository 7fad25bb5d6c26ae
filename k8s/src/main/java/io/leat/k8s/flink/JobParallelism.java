// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.scaling.Scaling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many subtasks a job has.
 *
 * @param pods of its first predictor's models
 */
record JobParallelism(PredictorContext context, List<ModelPod> pods) {

    private static final String ANNOTATION = "leat.io/parallelism";

    /** The option, else the annotation, else as many as v1 would run executors. */
    int subtasks() {
        Integer option = context.options().parallelism();
        if (option != null) {
            return option;
        }
        String annotation = context.annotations().get(ANNOTATION);
        if (annotation != null) {
            if (annotation.matches("[1-9][0-9]{0,3}")) {
                return Integer.parseInt(annotation);
            }
            context.problems()
                    .refuse(
                            context.path("annotations[\"" + ANNOTATION + "\"]"),
                            "\"" + annotation + "\" (expected: a whole number from 1 to 9999)");
        }
        return replicas();
    }

    private int replicas() {
        JsonNode orchestrator = context.checked().path("svcOrchSpec").path("replicas");
        if (orchestrator.isIntegralNumber()) {
            return Math.max(1, orchestrator.intValue());
        }
        if (isScaled()) {
            return least();
        }
        JsonNode first = context.checked().path("componentSpecs").path(0);
        return Math.max(1, Scaling.stated(context, first));
    }

    /** Whether something scales its models. */
    boolean isScaled() {
        return scaler() != null;
    }

    /** The least that a scaler leaves of them, at least 1. */
    int least() {
        return Math.max(1, minimum());
    }

    /** The kedaSpec or hpaSpec of the first component that has one, and a pod. */
    private @Nullable JsonNode scaler() {
        for (ModelPod pod : pods) {
            for (String kind : List.of(Scaling.KEDA, Scaling.HPA)) {
                if (pod.component().path(kind).isObject()) {
                    return pod.component().path(kind);
                }
            }
        }
        return null;
    }

    private int minimum() {
        JsonNode scaler = scaler();
        return scaler == null
                ? 1
                : Math.max(
                        scaler.path("minReplicaCount").asInt(), scaler.path("minReplicas").asInt());
    }
}
