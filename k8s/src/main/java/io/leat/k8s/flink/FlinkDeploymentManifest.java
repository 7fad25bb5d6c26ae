// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.FlinkConfigFile;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.RenderOptions;
import io.leat.k8s.scaling.CheckpointInterval;
import io.leat.k8s.scaling.Scaling;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The FlinkDeployment of a predictor. */
public final class FlinkDeploymentManifest {

    static final String API_VERSION = "flink.apache.org/v1beta1";
    public static final String KIND = "FlinkDeployment";
    static final String PARALLELISM = "leat.io/parallelism";

    private static final String JOB_MANAGER_MEMORY = "1024m";
    private static final BigDecimal JOB_MANAGER_CPU = new BigDecimal("0.5");

    private final PredictorContext context;
    private final List<ModelPod> pods;
    private final EngineResources resources;
    private final StateDirectory state;
    private final Map<String, String> comments = new LinkedHashMap<>();

    public FlinkDeploymentManifest(PredictorContext context, List<ModelPod> pods) {
        this.context = context;
        this.pods = pods;
        this.resources = EngineResources.of(context);
        this.state = StateDirectory.of(context);
    }

    public Manifest manifest() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", API_VERSION);
        tree.put("kind", KIND);
        ObjectNode metadata = tree.putObject("metadata");
        metadata.put("name", context.base());
        metadata.put("namespace", context.namespace());
        strings(metadata.putObject("labels"), context.labels());
        if (!context.allAnnotations().isEmpty()) {
            strings(metadata.putObject("annotations"), context.allAnnotations());
        }
        ObjectNode spec = tree.putObject("spec");
        spec.put("image", context.options().image());
        if (context.options().image().equals(RenderOptions.IMAGE)) {
            comments.put(
                    "spec/image",
                    "As k8s/build-image makes it; --image names the place the cluster pulls it from.");
        }
        spec.put("imagePullPolicy", "IfNotPresent");
        spec.put("flinkVersion", context.options().flinkVersion());
        spec.put("mode", "native");
        spec.put("serviceAccount", new RbacManifests(context).account());
        settings(spec.putObject("flinkConfiguration"));
        spec.putObject("logConfiguration").put(FlinkConfigFile.LOG, FlinkConfigFile.log());
        comments.put(
                "spec/logConfiguration",
                "The operator mounts its own folder over the image's conf/, so a file in the image would"
                        + " have no effect.");
        JobPods jobPods = new JobPods(context, state, comments);
        spec.set("podTemplate", jobPods.common());
        jobManager(spec.putObject("jobManager"), jobPods);
        taskManager(spec.putObject("taskManager"), jobPods);
        job(spec.putObject("job"));
        return new Manifest(
                tree,
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

    private void settings(ObjectNode settings) {
        FlinkConfigFile usual = FlinkConfigFile.all();
        Map<String, String> values = new TreeMap<>(usual.values());
        Map<String, String> reasons = new TreeMap<>(usual.reasons());
        CheckpointInterval interval = CheckpointInterval.of(context);
        values.put("execution.checkpointing.interval", interval.flink());
        if (!interval.reason().isEmpty()) {
            reasons.put("execution.checkpointing.interval", interval.reason());
        }
        values.put("execution.checkpointing.dir", state.of("checkpoints"));
        reasons.put("execution.checkpointing.dir", state.reason(context));
        values.put("execution.checkpointing.savepoint-dir", state.of("savepoints"));
        values.put("high-availability.storageDir", state.of("ha"));
        values.put("high-availability.type", "kubernetes");
        reasons.put(
                "high-availability.type",
                "What upgradeMode last-state resumes from, and what a JobManager that is replaced"
                        + " finds the job by.");
        values.put("kubernetes.operator.pod-template.merge-arrays-by-name", "true");
        reasons.put(
                "kubernetes.operator.pod-template.merge-arrays-by-name",
                "Else the containers of the templates below would be merged by their position.");
        values.put("metrics.reporter.prom.port", String.valueOf(JobPods.METRICS_PORT));
        values.put("taskmanager.numberOfTaskSlots", "1");
        if (resources.cpuLimitFactor() != null) {
            values.put(
                    "kubernetes.taskmanager.cpu.limit-factor",
                    resources.cpuLimitFactor().toPlainString());
        }
        if (state.store() != null && context.options().state().secret() != null) {
            values.putAll(state.store().settings(state.uri()));
        }
        context.options()
                .flinkSettings()
                .forEach(
                        (key, value) -> {
                            values.put(key, value);
                            reasons.put(key, "As --flink-config states it.");
                        });
        strings(settings, values);
        reasons.forEach((key, reason) -> comments.put("spec/flinkConfiguration/" + key, reason));
    }

    private void jobManager(ObjectNode jobManager, JobPods jobPods) {
        int replicas = context.options().jobManagers();
        jobManager.put("replicas", replicas);
        comments.put(
                "spec/jobManager/replicas",
                replicas == 1
                        ? "Kubernetes replaces one that fails, and the job resumes from its last checkpoint once"
                                + " the new pod\nhas started. --job-managers 2 keeps another one waiting, which"
                                + " takes over within the lease of 15 s."
                        : "One leads. The others wait, and one of them resumes the job from its last checkpoint"
                                + " as soon as the\nleader's lease of 15 s ends, without waiting for a pod to be"
                                + " scheduled and started.");
        comments.put(
                "spec/jobManager/resource",
                "Leat's own: no records pass here, only the bookkeeping of tasks, checkpoints and the web"
                        + " page.");
        ObjectNode resource = jobManager.putObject("resource");
        resource.set("cpu", DecimalNode.valueOf(JOB_MANAGER_CPU));
        resource.put("memory", JOB_MANAGER_MEMORY);
        if (replicas > 1) {
            jobManager.set("podTemplate", jobPods.apart());
        }
    }

    private void taskManager(ObjectNode taskManager, JobPods jobPods) {
        if (context.options().sidecar() && scaler() != null) {
            taskManager.put("replicas", Math.max(1, minimum()));
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
        job.put("parallelism", parallelism());
        comments.put(
                "spec/job/parallelism",
                "Subtasks beyond the input topic's partitions have nothing to read.");
        job.put("upgradeMode", "last-state");
        job.put("state", "running");
    }

    /** The option, else the annotation, else as many as v1 would run executors. */
    private int parallelism() {
        Integer option = context.options().parallelism();
        if (option != null) {
            return option;
        }
        String annotation = context.annotations().get(PARALLELISM);
        if (annotation != null) {
            if (annotation.matches("[1-9][0-9]{0,3}")) {
                return Integer.parseInt(annotation);
            }
            context.problems()
                    .refuse(
                            context.path("annotations[\"" + PARALLELISM + "\"]"),
                            "\"" + annotation + "\" (expected: a whole number from 1 to 9999)");
        }
        return replicas();
    }

    private int replicas() {
        JsonNode orchestrator = context.checked().path("svcOrchSpec").path("replicas");
        if (orchestrator.isIntegralNumber()) {
            return Math.max(1, orchestrator.intValue());
        }
        if (scaler() != null) {
            return Math.max(1, minimum());
        }
        JsonNode first = context.checked().path("componentSpecs").path(0);
        return Math.max(1, Scaling.stated(context, first));
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

    private static void strings(ObjectNode to, Map<String, String> values) {
        values.forEach(to::put);
    }
}
