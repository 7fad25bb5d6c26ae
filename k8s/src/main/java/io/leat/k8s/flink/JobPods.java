// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.leat.k8s.manifest.ContainerVariables;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.predictor.ContainerNames;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.serving.Sidecars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The templates of the JobManager's and the TaskManagers' pods. */
public final class JobPods {

    public static final int METRICS_PORT = 9249;

    /** Azure's webhook looks at pods that have its label. */
    private static final String AZURE_IDENTITY = "azure.workload.identity/";

    /** User and group of the official Flink image. */
    private static final long FLINK = 9999;

    private static final String GRAPH = "leat-graph";
    private static final String STATE = "leat-state";
    private static final String TEMPORARY = "leat-tmp";
    private static final String LOG = "leat-log";
    private static final String CREDENTIALS = "leat-credentials";
    private static final String CREDENTIALS_MOUNT = "/opt/flink/credentials";

    private final PredictorContext context;
    private final StateDirectory state;
    private final Map<String, String> comments;

    JobPods(PredictorContext context, StateDirectory state, Map<String, String> comments) {
        this.context = context;
        this.state = state;
        this.comments = comments;
    }

    /** For both. */
    ObjectNode common() {
        PodSpec spec =
                new PodSpecBuilder()
                        .withEnableServiceLinks(false)
                        .withSecurityContext(podSecurity())
                        .withContainers(main())
                        .withVolumes(volumes())
                        .build();
        Map<String, String> annotations = new TreeMap<>();
        annotations.put("leat.io/graph", new GraphConfig(context).hash());
        annotations.put("prometheus.io/scrape", "true");
        annotations.put("prometheus.io/port", String.valueOf(METRICS_PORT));
        comments.put(
                "spec/podTemplate/metadata/annotations/leat.io/graph",
                context.isShared()
                        ? "Changes with the ConfigMap, so that a changed graph is an upgrade of the"
                                + " job; not with weights, which the job reads while it runs."
                        : "Changes with the ConfigMap, so that a changed graph is an upgrade of the"
                                + " job.");
        comments.put(
                "spec/podTemplate/spec/enableServiceLinks",
                "Else a Service called kafka or leat would put variables among the job's options.");
        comments.put(
                "spec/podTemplate/spec/securityContext/fsGroup",
                "So that the volumes are Flink's to write.");
        return template(spec, annotations);
    }

    private ObjectNode template(PodSpec spec, Map<String, String> annotations) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = template.putObject("metadata");
        ObjectNode labels = metadata.putObject("labels");
        context.labels().forEach(labels::put);
        if (context.options().accountAnnotations().keySet().stream()
                .anyMatch(key -> key.startsWith(AZURE_IDENTITY))) {
            labels.put(AZURE_IDENTITY + "use", "true");
        }
        ObjectNode notes = metadata.putObject("annotations");
        annotations.forEach(notes::put);
        template.set("spec", JsonMapping.of(spec));
        return template;
    }

    private static PodSecurityContext podSecurity() {
        return new PodSecurityContextBuilder()
                .withFsGroup(FLINK)
                .withNewSeccompProfile(null, "RuntimeDefault")
                .build();
    }

    private Container main() {
        comments.put(
                "spec/podTemplate/spec/containers/0/env",
                "svcOrchSpec.env, every reference intact, on JobManager and TaskManagers: the job reads"
                        + " its options\nand its secrets from here."
                        + (context.isShared()
                                ? " What one predictor states otherwise stands in the graph, or here"
                                        + "\nwith its name behind __."
                                : ""));
        return new ContainerBuilder()
                .withName(ContainerNames.FLINK)
                .withEnv(environment())
                .withEnvFrom(credentials())
                .addNewPort()
                .withName("metrics")
                .withContainerPort(METRICS_PORT)
                .withProtocol("TCP")
                .endPort()
                .withVolumeMounts(mounts())
                .withSecurityContext(
                        new SecurityContextBuilder()
                                .withRunAsUser(FLINK)
                                .withRunAsGroup(FLINK)
                                .withRunAsNonRoot(true)
                                .withAllowPrivilegeEscalation(false)
                                .withReadOnlyRootFilesystem(true)
                                .withNewCapabilities()
                                .withDrop("ALL")
                                .endCapabilities()
                                .build())
                .build();
    }

    private List<EnvVar> environment() {
        List<EnvVar> variables = new ArrayList<>();
        new JobVariables(context).list().forEach(each -> variables.add(ofThisPod(each)));
        ContainerVariables all = new ContainerVariables(variables);
        if (secret(true) != null) {
            all.setIfAbsent(
                    "GOOGLE_APPLICATION_CREDENTIALS",
                    CREDENTIALS_MOUNT + "/" + ObjectStore.GOOGLE_CLOUD_STORAGE.keys().get(0));
        }
        return all.list();
    }

    /** The Secret of the object store if it is taken in this form, else null. */
    private @Nullable String secret(boolean asFile) {
        return state.store() != null && state.store().takesFile() == asFile
                ? context.options().state().secret()
                : null;
    }

    private List<EnvFromSource> credentials() {
        String secret = secret(false);
        return secret == null
                ? List.of()
                : List.of(
                        new EnvFromSourceBuilder()
                                .withNewSecretRef()
                                .withName(secret)
                                .endSecretRef()
                                .build());
    }

    /** A resource of the executor's container is one of Flink's here. */
    private static EnvVar ofThisPod(EnvVar variable) {
        if (variable.getValueFrom() != null
                && variable.getValueFrom().getResourceFieldRef() != null) {
            variable.getValueFrom().getResourceFieldRef().setContainerName(ContainerNames.FLINK);
        }
        return variable;
    }

    private List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        VolumeMount graph = mount(GRAPH, GraphConfig.MOUNT);
        graph.setReadOnly(true);
        mounts.add(graph);
        if (state.claim() != null) {
            mounts.add(mount(STATE, StateDirectory.MOUNT));
        }
        if (secret(true) != null) {
            VolumeMount credentials = mount(CREDENTIALS, CREDENTIALS_MOUNT);
            credentials.setReadOnly(true);
            mounts.add(credentials);
        }
        mounts.add(mount(TEMPORARY, "/tmp"));
        mounts.add(mount(LOG, "/opt/flink/log"));
        return mounts;
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    private List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(
                new VolumeBuilder()
                        .withName(GRAPH)
                        .withNewConfigMap()
                        .withName(new GraphConfig(context).name())
                        .endConfigMap()
                        .build());
        if (state.claim() != null) {
            volumes.add(
                    new VolumeBuilder()
                            .withName(STATE)
                            .withNewPersistentVolumeClaim(state.claim(), null)
                            .build());
        }
        String secret = secret(true);
        if (secret != null) {
            volumes.add(
                    new VolumeBuilder()
                            .withName(CREDENTIALS)
                            .withNewSecret()
                            .withSecretName(secret)
                            .endSecret()
                            .build());
        }
        for (String writable : List.of(TEMPORARY, LOG)) {
            volumes.add(
                    new VolumeBuilder().withName(writable).withNewEmptyDir().endEmptyDir().build());
        }
        return volumes;
    }

    /** For several JobManagers, which are of use on different nodes only. */
    ObjectNode apart() {
        TopologySpreadConstraint constraint =
                new TopologySpreadConstraintBuilder()
                        .withMaxSkew(1)
                        .withTopologyKey("kubernetes.io/hostname")
                        .withWhenUnsatisfiable("ScheduleAnyway")
                        .withNewLabelSelector()
                        .addToMatchLabels("app", context.base())
                        .addToMatchLabels("component", "jobmanager")
                        .endLabelSelector()
                        .build();
        comments.put(
                "spec/jobManager/podTemplate/spec/topologySpreadConstraints",
                "On different nodes where there are several, so that one node's end leaves one.");
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        template.set(
                "spec",
                JsonMapping.of(
                        new PodSpecBuilder().withTopologySpreadConstraints(constraint).build()));
        return template;
    }

    /** For TaskManagers that have the models in their pods. */
    ObjectNode withModels(List<ModelPod> pods) {
        Sidecars sidecars = new Sidecars(context);
        PodSpec spec = sidecars.of(pods);
        comments.put(
                "spec/taskManager/podTemplate/spec/initContainers",
                "The models: each starts before Flink does and is ready when the job takes its first"
                        + " record. An init\ncontainer that stays needs Kubernetes 1.29 or newer. With what"
                        + " \"restricted\" of Kubernetes' Pod\nSecurity Standards asks for."
                        + sidecars.unrestricted(pods));
        return template(spec, sidecars.annotations(pods));
    }
}
