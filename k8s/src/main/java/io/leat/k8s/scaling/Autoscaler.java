// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.PredictorContext;
import java.util.ArrayList;
import java.util.List;

/** A HorizontalPodAutoscaler, version 2, from either form of v1's {@code hpaSpec}. */
// as operator/apis/machinelearning.seldon.io/v1/conversion.go#ConvertMetricSpecSlice
public final class Autoscaler {

    private Autoscaler() {}

    /**
     * The autoscaler of one target.
     *
     * @param stated v1's {@code hpaSpec}
     * @param least the fewest replicas the target can have
     */
    public static Manifest of(
            PredictorContext context, JsonNode stated, String name, ObjectNode target, int least) {
        ObjectNode tree = object(context, "autoscaling/v2", "HorizontalPodAutoscaler", name);
        ObjectNode spec = tree.putObject("spec");
        spec.set("scaleTargetRef", target);
        if (stated.has("minReplicas")) {
            spec.put("minReplicas", Math.max(least, stated.path("minReplicas").asInt()));
        }
        spec.put("maxReplicas", stated.path("maxReplicas").asInt());
        spec.set("metrics", JsonNodeFactory.instance.arrayNode().addAll(metrics(stated)));
        return Manifest.of(
                JsonMapping.typed(tree, HorizontalPodAutoscaler.class, new ArrayList<>()),
                "Scales the models of predictor " + context.predictor().name() + ".");
    }

    /** An object with its metadata, and nothing else. */
    static ObjectNode object(
            PredictorContext context, String apiVersion, String kind, String name) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", apiVersion);
        tree.put("kind", kind);
        ObjectNode metadata = tree.putObject("metadata");
        metadata.put("name", name);
        metadata.put("namespace", context.namespace());
        ObjectNode labels = metadata.putObject("labels");
        context.labels().forEach(labels::put);
        return tree;
    }

    /** The older form wins where both are stated, as with v1. */
    private static List<JsonNode> metrics(JsonNode stated) {
        if (stated.path("metrics").isEmpty()) {
            return JsonMapping.list(stated.path("metricsv2"));
        }
        return JsonMapping.list(stated.path("metrics")).stream()
                .map(Autoscaler::converted)
                .toList();
    }

    private static JsonNode converted(JsonNode metric) {
        ObjectNode converted = JsonNodeFactory.instance.objectNode();
        String type = metric.path("type").asText();
        converted.put("type", type);
        switch (type) {
            case "Resource" -> resource(metric.path("resource"), converted.putObject("resource"));
            case "ContainerResource" -> {
                ObjectNode to = converted.putObject("containerResource");
                to.set("container", metric.path("containerResource").path("container"));
                resource(metric.path("containerResource"), to);
            }
            case "Pods" -> pods(metric.path("pods"), converted.putObject("pods"));
            case "Object" -> object(metric.path("object"), converted.putObject("object"));
            case "External" -> external(metric.path("external"), converted.putObject("external"));
            default -> {} // left to the API server, whose message names the types it knows
        }
        return converted;
    }

    private static void resource(JsonNode from, ObjectNode to) {
        to.set("name", from.path("name"));
        if (from.has("targetAverageUtilization")) {
            target(to, "Utilization", "averageUtilization", from.path("targetAverageUtilization"));
        } else {
            target(to, "AverageValue", "averageValue", from.path("targetAverageValue"));
        }
    }

    private static void pods(JsonNode from, ObjectNode to) {
        metric(to, from.path("metricName"), from.path("selector"));
        target(to, "AverageValue", "averageValue", from.path("targetAverageValue"));
    }

    private static void object(JsonNode from, ObjectNode to) {
        to.set("describedObject", from.path("target"));
        metric(to, from.path("metricName"), from.path("selector"));
        if (from.has("averageValue")) {
            target(to, "AverageValue", "averageValue", from.path("averageValue"));
        } else {
            target(to, "Value", "value", from.path("targetValue"));
        }
    }

    private static void external(JsonNode from, ObjectNode to) {
        metric(to, from.path("metricName"), from.path("metricSelector"));
        if (from.has("targetAverageValue")) {
            target(to, "AverageValue", "averageValue", from.path("targetAverageValue"));
        } else {
            target(to, "Value", "value", from.path("targetValue"));
        }
    }

    private static void metric(ObjectNode to, JsonNode name, JsonNode selector) {
        ObjectNode metric = to.putObject("metric");
        metric.set("name", name);
        if (selector.isObject()) {
            metric.set("selector", selector);
        }
    }

    private static void target(ObjectNode to, String type, String field, JsonNode value) {
        ObjectNode target = to.putObject("target");
        target.put("type", type);
        target.set(field, value);
    }
}
