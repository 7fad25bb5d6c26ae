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
import io.leat.k8s.predictor.ObjectOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The templates of the pods of one Flink cluster: user, mounts and volumes, which are the same
 * whatever runs in it.
 *
 * @param graphs the volume with the deployments that are read from files
 */
record FlinkPods(ObjectOwner owner, StateDirectory state, Volume graphs) {

    static final String GRAPH = "leat-graph";

    /** Azure's webhook looks at pods that have its label. */
    private static final String AZURE_IDENTITY = "azure.workload.identity/";

    /** User and group of the official Flink image. */
    private static final long FLINK = 9999;

    private static final String STATE = "leat-state";
    private static final String TEMPORARY = "leat-tmp";
    private static final String LOG = "leat-log";
    private static final String CREDENTIALS = "leat-credentials";
    private static final String CREDENTIALS_MOUNT = "/opt/flink/credentials";

    /**
     * For JobManager and TaskManagers.
     *
     * @param variables of the container, without those of the object store's credentials
     */
    ObjectNode common(List<EnvVar> variables, Map<String, String> annotations) {
        Map<String, String> all = new TreeMap<>(annotations);
        all.put("prometheus.io/scrape", "true");
        all.put("prometheus.io/port", String.valueOf(JobPods.METRICS_PORT));
        return template(
                new PodSpecBuilder()
                        .withEnableServiceLinks(false)
                        .withSecurityContext(podSecurity())
                        .withContainers(main(variables))
                        .withVolumes(volumes())
                        .build(),
                all);
    }

    /** What is the same in every template of these pods, for people. */
    static void explain(Map<String, String> comments) {
        comments.put(
                "spec/podTemplate/spec/enableServiceLinks",
                "Else a Service called kafka or leat would put variables among the job's options.");
        comments.put(
                "spec/podTemplate/spec/securityContext/fsGroup",
                "So that the volumes are Flink's to write.");
    }

    ObjectNode template(PodSpec spec, Map<String, String> annotations) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = template.putObject("metadata");
        ObjectNode labels = metadata.putObject("labels");
        owner.labels().forEach(labels::put);
        if (owner.options().accountAnnotations().keySet().stream()
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

    private Container main(List<EnvVar> variables) {
        return new ContainerBuilder()
                .withName(ContainerNames.FLINK)
                .withEnv(withCredentials(variables))
                .withEnvFrom(credentials())
                .addNewPort()
                .withName("metrics")
                .withContainerPort(JobPods.METRICS_PORT)
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

    private List<EnvVar> withCredentials(List<EnvVar> variables) {
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
                ? owner.options().state().secret()
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
        volumes.add(graphs);
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
    ObjectNode apart(Map<String, String> comments) {
        TopologySpreadConstraint constraint =
                new TopologySpreadConstraintBuilder()
                        .withMaxSkew(1)
                        .withTopologyKey("kubernetes.io/hostname")
                        .withWhenUnsatisfiable("ScheduleAnyway")
                        .withNewLabelSelector()
                        .addToMatchLabels("app", owner.base())
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
}
