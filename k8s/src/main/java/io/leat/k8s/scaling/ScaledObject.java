// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.EnvVar;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.PredictorContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** KEDA's ScaledObject, from a {@code kedaSpec}. */
// as operator/controllers/seldondeployment_controller.go#createKeda
public final class ScaledObject {

    /** Copied as they are, in the order in which KEDA's own documentation has them. */
    private static final List<String> FIELDS =
            List.of(
                    "pollingInterval",
                    "cooldownPeriod",
                    "idleReplicaCount",
                    "minReplicaCount",
                    "maxReplicaCount",
                    "fallback",
                    "advanced",
                    "triggers");

    private final PredictorContext context;
    private final JsonNode stated;
    private final String path;

    /**
     * @param path of the {@code kedaSpec} in the document
     */
    public ScaledObject(PredictorContext context, JsonNode stated, String path) {
        this.context = context;
        this.stated = stated;
        this.path = path;
    }

    /** For the models beside the job. */
    Manifest manifest(String name, ObjectNode target) {
        check();
        return new Manifest(
                tree(name, target),
                "KEDA scales the models of predictor "
                        + context.predictor().name()
                        + " by the lag of the job's consumer group.",
                comments());
    }

    /** For models within the TaskManagers' pods, of which there must be one. */
    public Manifest manifestOfJob(String name, ObjectNode target) {
        check();
        ObjectNode tree = tree(name, target);
        ObjectNode spec = (ObjectNode) tree.get("spec");
        int least = spec.path("minReplicaCount").asInt(0);
        if (least < 1) {
            spec.put("minReplicaCount", 1);
            context.problems()
                    .warn(
                            path + ".minReplicaCount",
                            (spec.has("minReplicaCount") && stated.has("minReplicaCount")
                                            ? String.valueOf(least)
                                            : "absent, which is 0")
                                    + ": rendered as 1, as a FlinkDeployment cannot be scaled to"
                                    + " zero");
        }
        if (spec.has("idleReplicaCount")) {
            spec.remove("idleReplicaCount");
            context.problems()
                    .warn(
                            path + ".idleReplicaCount",
                            stated.path("idleReplicaCount").asInt()
                                    + ": left out, as a FlinkDeployment cannot be scaled to zero");
        }
        Map<String, String> comments = new LinkedHashMap<>(comments());
        comments.put(
                "spec/scaleTargetRef",
                "Each change of the replicas is an upgrade: the job stops at its last checkpoint"
                        + " and starts anew\nwith the models in its pods, so records wait for as long"
                        + " as a model takes to load. Scale seldom.");
        return new Manifest(
                tree,
                "KEDA scales the TaskManagers of predictor "
                        + context.predictor().name()
                        + ", and the models in their pods, by the lag of the job's group.",
                comments);
    }

    private ObjectNode tree(String name, ObjectNode target) {
        ObjectNode tree = Autoscaler.object(context, "keda.sh/v1alpha1", "ScaledObject", name);
        ObjectNode spec = tree.putObject("spec");
        spec.set("scaleTargetRef", target);
        for (String field : FIELDS) {
            if (stated.has(field)) {
                spec.set(field, stated.get(field).deepCopy());
            }
        }
        return tree;
    }

    private Map<String, String> comments() {
        Map<String, String> comments = new LinkedHashMap<>();
        CheckpointInterval interval = CheckpointInterval.of(context);
        long seconds = interval.oldestSeconds();
        StringBuilder text = new StringBuilder();
        text.append(
                        "Lag as KEDA sees it: what is not answered yet, and 0 when everything is. Offsets are\n")
                .append("committed at checkpoints, here every ")
                .append(interval.flink())
                .append(": at R records a second it stands at up to\n")
                .append(seconds)
                .append(" x R while nothing is late");
        for (JsonNode trigger : stated.path("triggers")) {
            String threshold = trigger.path("metadata").path("lagThreshold").asText("");
            if (threshold.matches("[1-9][0-9]{0,8}")) {
                double rate = Double.parseDouble(threshold) / seconds;
                text.append(":\na lagThreshold of ")
                        .append(threshold)
                        .append(" is reached by ")
                        .append(
                                BigDecimal.valueOf(rate)
                                        .setScale(1, RoundingMode.HALF_UP)
                                        .toPlainString())
                        .append(" records a second for each replica. Raise it, or lower\n")
                        .append("LEAT_CHECKPOINT_INTERVAL, if models are added too early");
                break;
            }
        }
        comments.put("spec/triggers", text.append('.').toString());
        return comments;
    }

    /** Compares what KEDA is configured to watch with what the job reads. */
    private void check() {
        JsonNode triggers = stated.path("triggers");
        for (int i = 0; i < triggers.size(); i++) {
            String type = triggers.path(i).path("type").asText();
            if (!type.equals("kafka") && !type.equals("apache-kafka")) {
                continue;
            }
            String at = path + ".triggers[" + i + "].metadata";
            JsonNode metadata = triggers.path(i).path("metadata");
            compare(
                    at + ".consumerGroup",
                    metadata.path("consumerGroup"),
                    context.group(),
                    "group");
            EnvVar topic = context.predictor().orchestratorEnv("KAFKA_INPUT_TOPIC");
            if (topic != null && topic.value() != null && metadata.has("topic")) {
                compare(at + ".topic", metadata.path("topic"), topic.value(), "input topic");
            }
        }
    }

    private void compare(String at, JsonNode found, String used, String what) {
        if (!found.asText("").equals(used)) {
            context.problems()
                    .warn(
                            at,
                            (found.isMissingNode() ? "absent" : "\"" + found.asText() + "\"")
                                    + ", but the job's "
                                    + what
                                    + " is \""
                                    + used
                                    + "\": KEDA would watch another's lag");
        }
    }
}
