// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.FlinkConfigFile;
import io.leat.k8s.predictor.ObjectOwner;
import io.leat.k8s.predictor.RenderOptions;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What every FlinkDeployment says of its cluster, whatever runs in it. Used by one thread; each
 * method may be called once.
 */
final class ClusterSpec {

    static final String API_VERSION = "flink.apache.org/v1beta1";
    static final String KIND = "FlinkDeployment";

    private static final BigDecimal JOB_MANAGER_CPU = new BigDecimal("0.5");

    private final ObjectOwner owner;
    private final StateDirectory state;
    private final ObjectNode tree = JsonNodeFactory.instance.objectNode();
    private final ObjectNode spec;
    private final Map<String, String> comments = new LinkedHashMap<>();

    ClusterSpec(ObjectOwner owner, StateDirectory state, Map<String, String> annotations) {
        this.owner = owner;
        this.state = state;
        tree.put("apiVersion", API_VERSION);
        tree.put("kind", KIND);
        ObjectNode metadata = tree.putObject("metadata");
        metadata.put("name", owner.base());
        metadata.put("namespace", owner.namespace());
        strings(metadata.putObject("labels"), owner.labels());
        if (!annotations.isEmpty()) {
            strings(metadata.putObject("annotations"), annotations);
        }
        spec = tree.putObject("spec");
        image();
    }

    ObjectNode tree() {
        return tree;
    }

    ObjectNode spec() {
        return spec;
    }

    /** By path; more may be added. */
    Map<String, String> comments() {
        return comments;
    }

    private void image() {
        spec.put("image", owner.options().image());
        if (owner.options().image().equals(RenderOptions.IMAGE)) {
            comments.put(
                    "spec/image",
                    "As k8s/build-image makes it; --image names the place the cluster pulls it from.");
        }
        spec.put("imagePullPolicy", "IfNotPresent");
        spec.put("flinkVersion", owner.options().flinkVersion());
        spec.put("mode", "native");
        spec.put("serviceAccount", new RbacManifests(owner).account());
    }

    /**
     * Flink's settings: those of {@code flink-conf/}, those that follow from the state's place, and
     * those of the command line above all.
     *
     * @param own of this cluster
     * @param ownReasons of some of them
     * @param variables whether the jobs' variables hold one
     */
    void settings(
            Map<String, String> own, Map<String, String> ownReasons, Predicate<String> variables) {
        FlinkConfigFile usual = FlinkConfigFile.all();
        Map<String, String> values = new TreeMap<>(usual.values());
        Map<String, String> reasons = new TreeMap<>(usual.reasons());
        values.put("execution.checkpointing.dir", state.of("checkpoints"));
        reasons.put("execution.checkpointing.dir", state.reason(owner.options(), variables));
        values.put("execution.checkpointing.savepoint-dir", state.of("savepoints"));
        values.put("high-availability.storageDir", state.of("ha"));
        values.put("high-availability.type", "kubernetes");
        values.put("kubernetes.operator.pod-template.merge-arrays-by-name", "true");
        reasons.put(
                "kubernetes.operator.pod-template.merge-arrays-by-name",
                "Else the containers of the templates below would be merged by their position.");
        values.put("metrics.reporter.prom.port", String.valueOf(JobPods.METRICS_PORT));
        values.putAll(own);
        reasons.putAll(ownReasons);
        if (state.store() != null && owner.options().state().secret() != null) {
            values.putAll(state.store().settings(state.uri()));
        }
        owner.options()
                .flinkSettings()
                .forEach(
                        (key, value) -> {
                            values.put(key, value);
                            reasons.put(key, "As --flink-config states it.");
                        });
        strings(spec.putObject("flinkConfiguration"), values);
        reasons.forEach((key, reason) -> comments.put("spec/flinkConfiguration/" + key, reason));
        spec.putObject("logConfiguration").put(FlinkConfigFile.LOG, FlinkConfigFile.log());
        comments.put(
                "spec/logConfiguration",
                "The operator mounts its own folder over the image's conf/, so a file in the image would"
                        + " have no effect.");
    }

    /**
     * The JobManager.
     *
     * @param memory of its process
     * @param reason of its resources
     * @param apart the template where there are several
     */
    void jobManager(String memory, String reason, Supplier<ObjectNode> apart) {
        ObjectNode jobManager = spec.putObject("jobManager");
        int replicas = owner.options().jobManagers();
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
        comments.put("spec/jobManager/resource", reason);
        ObjectNode resource = jobManager.putObject("resource");
        resource.set("cpu", DecimalNode.valueOf(JOB_MANAGER_CPU));
        resource.put("memory", memory);
        if (replicas > 1) {
            jobManager.set("podTemplate", apart.get());
        }
    }

    static void strings(ObjectNode to, Map<String, String> values) {
        values.forEach(to::put);
    }
}
