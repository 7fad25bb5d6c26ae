// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.serving;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.leat.k8s.predictor.MetricsPorts;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.OwnershipMarks;
import io.leat.k8s.predictor.PredictorContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Models as native sidecars: init containers that stay, each ready before the next one starts. */
public final class Sidecars {

    private static final int STARTUP_PERIOD_SECONDS = 5;

    /** Ten minutes for a model to load. */
    private static final int STARTUP_ATTEMPTS = 120;

    /** Names of the ports that Flink's own container has. */
    private static final Set<String> OF_FLINK =
            Set.of(MetricsPorts.NAME, "blobserver", "jobmanager-rpc", "rest", "taskmanager-rpc");

    private final PredictorContext context;

    public Sidecars(PredictorContext context) {
        this.context = context;
    }

    public PodSpec of(List<ModelPod> pods) {
        PodSpec merged = new PodSpec();
        List<Container> all = new ArrayList<>();
        for (ModelPod pod : pods) {
            pod.spec().getInitContainers().forEach(container -> ownUser(container, pod));
            pod.spec().getContainers().forEach(container -> ownUser(container, pod));
            all.addAll(pod.spec().getInitContainers());
        }
        for (ModelPod pod : pods) {
            pod.spec().getContainers().forEach(container -> all.add(sidecar(container)));
            pod.spec().getVolumes().forEach(volume -> add(merged, volume));
        }
        PortNames.makeUnique(all, OF_FLINK);
        merged.setInitContainers(all);
        merged.setEnableServiceLinks(false);
        if (!pods.isEmpty()) {
            scheduling(pods, merged);
        }
        return merged;
    }

    /** What keeps the pods they are in from the Pod Security Standard "restricted", for people. */
    public String unrestricted(List<ModelPod> pods) {
        return PodHardening.excuse(pods.stream().map(ModelPod::spec).toList());
    }

    public Map<String, String> annotations(List<ModelPod> pods) {
        Map<String, String> annotations = new TreeMap<>(context.annotations());
        for (ModelPod pod : pods) {
            annotations.putAll(
                    OwnershipMarks.without(pod.component().path("metadata").path("annotations")));
        }
        return annotations;
    }

    private static void add(PodSpec merged, Volume volume) {
        if (merged.getVolumes().stream().noneMatch(v -> v.getName().equals(volume.getName()))) {
            merged.getVolumes().add(volume);
        }
    }

    /** Containers of several pods, and Flink's, share one here: each keeps the user of its own. */
    private static void ownUser(Container container, ModelPod pod) {
        PodSecurityContext own = pod.spec().getSecurityContext();
        if (own == null || own.getRunAsUser() == null) {
            return;
        }
        SecurityContext context = container.getSecurityContext();
        if (context.getRunAsUser() == null) {
            context.setRunAsUser(own.getRunAsUser());
            if (context.getRunAsGroup() == null) {
                context.setRunAsGroup(own.getRunAsGroup());
            }
        }
    }

    private static Container sidecar(Container container) {
        Container sidecar = new ContainerBuilder(container).withRestartPolicy("Always").build();
        Probe ready = container.getReadinessProbe();
        if (sidecar.getStartupProbe() == null && ready != null) {
            sidecar.setStartupProbe(
                    new ProbeBuilder(ready)
                            .withInitialDelaySeconds(null)
                            .withPeriodSeconds(STARTUP_PERIOD_SECONDS)
                            .withFailureThreshold(STARTUP_ATTEMPTS)
                            .withSuccessThreshold(1)
                            .build());
        }
        return sidecar;
    }

    /** Where a pod may run is one answer, so the first component gives it. */
    private void scheduling(List<ModelPod> pods, PodSpec merged) {
        PodSpec first = pods.get(0).spec();
        merged.setNodeSelector(first.getNodeSelector());
        merged.setTolerations(first.getTolerations());
        merged.setAffinity(first.getAffinity());
        merged.setImagePullSecrets(first.getImagePullSecrets());
        merged.setTopologySpreadConstraints(first.getTopologySpreadConstraints());
        merged.setPriorityClassName(first.getPriorityClassName());
        merged.setRuntimeClassName(first.getRuntimeClassName());
        merged.setHostAliases(first.getHostAliases());
        merged.setDnsConfig(first.getDnsConfig());
        merged.setDnsPolicy(first.getDnsPolicy());
        merged.setTerminationGracePeriodSeconds(first.getTerminationGracePeriodSeconds());
        if (context.stated()
                .path("componentSpecs")
                .path(pods.get(0).position())
                .path("spec")
                .path("securityContext")
                .isObject()) {
            merged.setSecurityContext(first.getSecurityContext());
        }
        for (ModelPod pod : pods) {
            String path = context.path("componentSpecs[" + pod.position() + "].spec");
            String account = pod.spec().getServiceAccountName();
            if (account != null) {
                context.problems()
                        .warn(
                                path + ".serviceAccountName",
                                account
                                        + ": left out, as a TaskManager's pod runs under Flink's own"
                                        + " account; render without --sidecar to keep it");
            }
            if (pod.position() != pods.get(0).position()) {
                context.problems()
                        .warn(
                                path,
                                "with --sidecar only its containers and volumes count; what it says of"
                                        + " its pod is left out");
            }
        }
    }
}
