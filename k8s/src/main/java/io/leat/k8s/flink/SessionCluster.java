// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.ObjectOwner;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.RenderOptions;
import io.leat.k8s.predictor.SessionMemory;
import io.leat.k8s.predictor.SessionOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The session cluster of a rendering: one FlinkDeployment for the jobs of all deployments, with
 * what it needs. Its jobs are added first. Used by one thread.
 */
public final class SessionCluster {

    /** Where the image has the job's jar; nothing looks there in a session. */
    private static final String JAR = "/opt/flink/usrlib/leat-flink-job.jar";

    /** Flink's scripts append to the class path what this names. */
    private static final String CLASS_PATH = "HADOOP_CLASSPATH";

    private static final BigDecimal CPU = new BigDecimal("1.0");
    private static final String CPU_LIMIT_FACTOR = "4.0";
    private static final String JOB_MANAGER_MEMORY = "2048m";

    private final RenderOptions options;
    private final SessionOptions session;
    private final SessionMemory memory;
    private final List<PredictorContext> jobs = new ArrayList<>();
    private final Map<String, String> graphs = new LinkedHashMap<>();

    public SessionCluster(RenderOptions options, SessionOptions session) {
        this.options = options;
        this.session = session;
        this.memory = SessionMemory.of(options, session);
    }

    /** Adds a job; what keeps it from running here is refused. */
    public Manifest add(PredictorContext context, List<ModelPod> pods) {
        new SessionRules(context, session, memory).check(jobs);
        jobs.add(context);
        SessionJobManifest job = new SessionJobManifest(context, pods, session);
        if (context.isShared()) {
            graphs.put(job.graphFile(), new GraphConfig(context).text());
        }
        return job.manifest();
    }

    /** The cluster's own objects, which are applied before the jobs; none where there is no job. */
    public List<Manifest> manifests() {
        if (jobs.isEmpty()) {
            return List.of();
        }
        ObjectOwner owner = ObjectOwner.ofSession(options, session, jobs.get(0).namespace());
        StateDirectory state = StateDirectory.ofSession(owner);
        List<Manifest> manifests = new ArrayList<>(new RbacManifests(owner).manifests());
        if (state.claim() != null) {
            manifests.add(state.manifest(owner));
        }
        if (!graphs.isEmpty()) {
            manifests.add(graphs(owner));
        }
        if (options.networkPolicy()) {
            manifests.add(NetworkAccess.ofSession(owner));
        }
        manifests.add(cluster(owner, state));
        return manifests;
    }

    private static String graphsName(ObjectOwner owner) {
        return owner.base() + "-graphs";
    }

    private Manifest graphs(ObjectOwner owner) {
        return Manifest.of(
                new ConfigMapBuilder()
                        .withMetadata(owner.objectMeta(graphsName(owner)))
                        .withData(graphs)
                        .build(),
                "The graphs of jobs whose predictors share records, with the weights, which a job reads"
                        + " again while it runs,\nwithin about a minute of a change here. A file is named"
                        + " by all but the weights in it.");
    }

    private Manifest cluster(ObjectOwner owner, StateDirectory state) {
        ClusterSpec cluster = new ClusterSpec(owner, state, Map.of());
        settings(cluster);
        FlinkPods pods = new FlinkPods(owner, state, volume(owner));
        cluster.spec().set("podTemplate", pods.common(variables(), Map.of()));
        FlinkPods.explain(cluster.comments());
        cluster.comments()
                .put(
                        "spec/podTemplate/spec/containers/0/env",
                        CLASS_PATH
                                + ": the jar as part of Flink's own class path, so that the jobs share its"
                                + " classes.\nBehind it what svcOrchSpec.env of the deployments has as"
                                + " references, each with its job's name behind __;\nall else is in the jobs'"
                                + " arguments. A change here starts the pods anew, and the jobs go on from"
                                + " their\nlast checkpoints.");
        cluster.jobManager(
                JOB_MANAGER_MEMORY,
                "Leat's own: no records pass here, only the bookkeeping of the jobs, checkpoints and the"
                        + " web page.",
                () -> pods.apart(cluster.comments()));
        taskManager(cluster);
        return new Manifest(
                cluster.tree(),
                "The session cluster of "
                        + jobs.size()
                        + (jobs.size() == 1 ? " job" : " jobs")
                        + ": each is a FlinkSessionJob.\nFlink starts TaskManagers as the jobs need slots,"
                        + " and ends those that no job needs.",
                cluster.comments());
    }

    private void settings(ClusterSpec cluster) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> reasons = new TreeMap<>();
        reasons.put(
                "high-availability.type",
                "By it a JobManager that is replaced finds the jobs and their last checkpoints.");
        values.put("kubernetes.taskmanager.cpu.limit-factor", CPU_LIMIT_FACTOR);
        reasons.put(
                "kubernetes.taskmanager.cpu.limit-factor",
                "One is the default. The jobs are seldom busy all at once, and one that is may use more.");
        values.put("taskmanager.numberOfTaskSlots", String.valueOf(session.slots()));
        reasons.put(
                "taskmanager.numberOfTaskSlots",
                "--session-slots: so many subtasks share a TaskManager, and fall with it.");
        memory(values, reasons);
        cluster.settings(
                values,
                reasons,
                key -> jobs.stream().anyMatch(job -> job.predictor().orchestratorEnv(key) != null));
    }

    private void memory(Map<String, String> values, Map<String, String> reasons) {
        values.put(SessionMemory.OFF_HEAP, memory.offHeap() + "mb");
        reasons.put(
                SessionMemory.OFF_HEAP,
                "None is the default. The network buffers of the HTTP clients' and Kafka's clients, 25 MB for"
                        + " each slot.");
        values.put("taskmanager.memory.jvm-metaspace.size", SessionMemory.METASPACE + "mb");
        String network = SessionMemory.NETWORK + "mb";
        values.put("taskmanager.memory.network.min", network);
        values.put("taskmanager.memory.network.max", network);
        reasons.put(
                "taskmanager.memory.network.max",
                "A tenth of the memory is the default. The subtasks of these jobs hand nothing to each"
                        + " other.");
    }

    private List<EnvVar> variables() {
        List<EnvVar> variables = new ArrayList<>();
        variables.add(new EnvVar(CLASS_PATH, JAR, null));
        jobs.forEach(job -> variables.addAll(new SessionVariables(job).list()));
        return variables;
    }

    /** Optional: it comes with the first job that needs it, and the pods stay as they are. */
    private static Volume volume(ObjectOwner owner) {
        return new VolumeBuilder()
                .withName(FlinkPods.GRAPH)
                .withNewConfigMap()
                .withName(graphsName(owner))
                .withOptional(true)
                .endConfigMap()
                .build();
    }

    private void taskManager(ClusterSpec cluster) {
        ObjectNode resource = cluster.spec().putObject("taskManager").putObject("resource");
        resource.set("cpu", DecimalNode.valueOf(CPU));
        resource.put("memory", memory.process() + "m");
        cluster.comments()
                .put(
                        "spec/taskManager/resource",
                        "cpu: Leat's own.\nmemory: --session-memory, of the whole process: "
                                + memory.heap()
                                + " MB of heap for the records in flight of "
                                + session.slots()
                                + " subtasks and for Flink.");
    }
}
