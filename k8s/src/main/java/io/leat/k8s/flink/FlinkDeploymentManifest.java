// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.scaling.CheckpointInterval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The FlinkDeployment of a predictor. */
public final class FlinkDeploymentManifest {

    static final String API_VERSION = ClusterSpec.API_VERSION;
    public static final String KIND = ClusterSpec.KIND;

    private static final String JOB_MANAGER_MEMORY = "1024m";

    private final PredictorContext context;
    private final List<ModelPod> pods;
    private final EngineResources resources;
    private final JobParallelism parallelism;
    private final StateDirectory state;
    private final ClusterSpec cluster;
    private final Map<String, String> comments;

    public FlinkDeploymentManifest(PredictorContext context, List<ModelPod> pods) {
        this.context = context;
        this.pods = pods;
        this.resources = EngineResources.of(context);
        this.parallelism = new JobParallelism(context, pods);
        this.state = StateDirectory.of(context);
        this.cluster = new ClusterSpec(context.owner(), state, context.allAnnotations());
        this.comments = cluster.comments();
    }

    public Manifest manifest() {
        settings();
        JobPods jobPods = new JobPods(context, state, comments);
        cluster.spec().set("podTemplate", jobPods.common());
        cluster.jobManager(
                JOB_MANAGER_MEMORY,
                "Leat's own: no records pass here, only the bookkeeping of tasks, checkpoints and the web"
                        + " page.",
                jobPods::apart);
        taskManager(cluster.spec().putObject("taskManager"), jobPods);
        job(cluster.spec().putObject("job"));
        return new Manifest(
                cluster.tree(),
                (context.isShared()
                                ? "The job of predictors "
                                        + context.ofItsJob().stream()
                                                .map(each -> each.predictor().name())
                                                .collect(Collectors.joining(" and "))
                                        + ", which share the records of their input topic"
                                : "The job of predictor " + context.predictor().name())
                        + ": it reads and commits as the consumer group "
                        + context.group()
                        + "."
                        + (context.predictor().shadow()
                                ? "\nA shadow: it answers records beside the other predictors, and"
                                        + " writes to topics of its own."
                                : ""),
                comments);
    }

    private void settings() {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> reasons = new TreeMap<>();
        CheckpointInterval interval = CheckpointInterval.of(context);
        values.put(CheckpointInterval.KEY, interval.flink());
        if (!interval.reason().isEmpty()) {
            reasons.put(CheckpointInterval.KEY, interval.reason());
        }
        reasons.put(
                "high-availability.type",
                "What upgradeMode last-state resumes from, and what a JobManager that is replaced"
                        + " finds the job by.");
        values.put("taskmanager.numberOfTaskSlots", "1");
        if (resources.cpuLimitFactor() != null) {
            values.put(
                    "kubernetes.taskmanager.cpu.limit-factor",
                    resources.cpuLimitFactor().toPlainString());
        }
        cluster.settings(values, reasons, key -> context.predictor().orchestratorEnv(key) != null);
    }

    private void taskManager(ObjectNode taskManager, JobPods jobPods) {
        if (context.options().sidecar() && parallelism.isScaled()) {
            taskManager.put("replicas", parallelism.least());
            comments.put(
                    "spec/taskManager/replicas",
                    "Where scaling begins; stated, as nothing can scale what has no number."
                            + " Parallelism follows it.\nApplying this again begins there anew: put"
                            + " in its place what the running object has.");
        }
        ObjectNode resource = taskManager.putObject("resource");
        resource.set("cpu", DecimalNode.valueOf(resources.cpu()));
        resource.put("memory", resources.memory());
        comments.put("spec/taskManager/resource", resources.reason());
        if (context.options().sidecar() && !pods.isEmpty()) {
            taskManager.set("podTemplate", jobPods.withModels(pods));
        }
    }

    private void job(ObjectNode job) {
        job.put("jarURI", "local:///opt/flink/usrlib/leat-flink-job.jar");
        job.put("entryClass", "io.leat.job.LeatJob");
        job.putArray("args")
                .add("--deployment")
                .add(GraphConfig.MOUNT + "/" + GraphConfig.FILE)
                .add("--predictor")
                .add(context.predictor().name());
        job.put("parallelism", parallelism.subtasks());
        comments.put(
                "spec/job/parallelism",
                "Subtasks beyond the input topic's partitions have nothing to read.");
        job.put("upgradeMode", "last-state");
        job.put("state", "running");
    }
}
