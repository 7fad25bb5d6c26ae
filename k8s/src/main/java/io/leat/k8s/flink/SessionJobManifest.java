// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.FlinkConfigFile;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.SessionOptions;
import io.leat.k8s.scaling.CheckpointInterval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The FlinkSessionJob of a predictor, or of predictors that share a topic.
 *
 * @param context of the first predictor of the job
 * @param pods of its models
 */
record SessionJobManifest(PredictorContext context, List<ModelPod> pods, SessionOptions session) {

    static final String KIND = "FlinkSessionJob";

    private static final int HASH_DIGITS = 12;

    /**
     * Where a job that reads its weights while it runs finds them. Part of the name follows from
     * all but the weights: the job never starts from an older graph, as that is in another file.
     */
    String graphFile() {
        return context.base()
                + "-"
                + new GraphConfig(context).hash().substring(0, HASH_DIGITS)
                + ".yaml";
    }

    Manifest manifest() {
        Map<String, String> comments = new LinkedHashMap<>();
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", ClusterSpec.API_VERSION);
        tree.put("kind", KIND);
        ObjectNode metadata = tree.putObject("metadata");
        metadata.put("name", context.base());
        metadata.put("namespace", context.namespace());
        ClusterSpec.strings(metadata.putObject("labels"), context.labels());
        if (!context.allAnnotations().isEmpty()) {
            ClusterSpec.strings(metadata.putObject("annotations"), context.allAnnotations());
        }
        ObjectNode spec = tree.putObject("spec");
        spec.put("deploymentName", session.name());
        comments.put(
                "spec/deploymentName",
                "The session cluster, in the same namespace: until it is there and ready, the operator"
                        + " submits nothing.");
        settings(spec, comments);
        job(spec.putObject("job"), comments);
        return new Manifest(tree, heading(), comments);
    }

    private String heading() {
        String names =
                context.ofItsJob().stream()
                        .map(each -> each.predictor().name())
                        .collect(Collectors.joining(" and "));
        return "The job of predictor%s %s in the session cluster %s: it reads and commits as the consumer group %s."
                .formatted(context.isShared() ? "s" : "", names, session.name(), context.group());
    }

    /** What differs from the cluster's. */
    private void settings(ObjectNode spec, Map<String, String> comments) {
        CheckpointInterval interval = CheckpointInterval.of(context);
        if (!interval.duration().equals(FlinkConfigFile.checkpointInterval())) {
            spec.putObject("flinkConfiguration").put(CheckpointInterval.KEY, interval.flink());
            comments.put("spec/flinkConfiguration/" + CheckpointInterval.KEY, interval.reason());
        }
    }

    private void job(ObjectNode job, Map<String, String> comments) {
        job.put("entryClass", "io.leat.job.LeatJob");
        comments.put(
                "spec/job/entryClass",
                "No jarURI, which the operator itself would fetch and upload: the jar is in the class path"
                        + " of the cluster's pods.");
        arguments(job.putArray("args"));
        comments.put(
                "spec/job/args",
                context.isShared()
                        ? "The graphs lie in a file, as the job reads weights again while it runs. Secrets are"
                                + " read from\nvariables of the pods that end with the job's name."
                        : "The deployment as the job reads it, with the addresses of the models: a change is an"
                                + " upgrade of this\njob alone. Secrets are read from variables of the pods that end"
                                + " with the job's name.");
        job.put("parallelism", new JobParallelism(context, pods).subtasks());
        comments.put(
                "spec/job/parallelism",
                "Each takes a slot of the cluster. Subtasks beyond the input topic's partitions have nothing"
                        + " to read.");
        job.put("upgradeMode", "savepoint");
        comments.put(
                "spec/job/upgradeMode",
                "The job is stopped with a savepoint and goes on from it; the others run on.");
        job.put("state", "running");
    }

    private void arguments(ArrayNode arguments) {
        if (context.isShared()) {
            arguments.add("--deployment").add(GraphConfig.MOUNT + "/" + graphFile());
        } else {
            arguments.add("--deployment-text").add(new GraphConfig(context).text());
        }
        arguments.add("--predictor").add(context.predictor().name());
        arguments.add("--variables-of").add(context.base());
    }
}
