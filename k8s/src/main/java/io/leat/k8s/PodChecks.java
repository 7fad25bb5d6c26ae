// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.leat.k8s.flink.JobPods;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.scaling.DisruptionBudget;
import io.leat.k8s.scaling.Scaling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks of finished pods. */
final class PodChecks {

    /** What Flink itself listens on in a TaskManager's pod. */
    private static final Set<Integer> FLINK_PORTS = Set.of(6121, 6122, JobPods.METRICS_PORT);

    private PodChecks() {}

    static void check(PredictorContext context, List<ModelPod> pods) {
        componentsWithoutPod(context, pods);
        Map<Integer, String> sidecars = new LinkedHashMap<>();
        Map<String, Integer> names = new LinkedHashMap<>();
        for (ModelPod pod : pods) {
            Map<Integer, String> ports =
                    context.options().sidecar() ? sidecars : new LinkedHashMap<>();
            String path = context.path("componentSpecs[" + pod.position() + "].spec.containers");
            for (Container container : pod.spec().getContainers()) {
                ports(context, container, path, ports);
                image(context, container, path);
                Integer other = names.putIfAbsent(container.getName(), pod.position());
                if (other != null && context.options().sidecar()) {
                    context.problems()
                            .refuse(
                                    path,
                                    container.getName()
                                            + " is the name of a container of componentSpecs["
                                            + other
                                            + "] too (expected with --sidecar: names of their own,"
                                            + " as they share a pod)");
                }
            }
        }
    }

    /** What would scale or guard pods has nothing to do where there are none. */
    private static void componentsWithoutPod(PredictorContext context, List<ModelPod> pods) {
        Set<Integer> positions = pods.stream().map(ModelPod::position).collect(Collectors.toSet());
        JsonNode components = context.checked().path("componentSpecs");
        for (int i = 0; i < components.size(); i++) {
            for (String kind : List.of(Scaling.KEDA, Scaling.HPA, DisruptionBudget.FIELD)) {
                if (!positions.contains(i) && components.path(i).path(kind).isObject()) {
                    context.problems()
                            .warn(
                                    context.path("componentSpecs[" + i + "]." + kind),
                                    "left out, as no container of this component runs: an external"
                                            + " model server is scaled where it is deployed");
                }
            }
        }
    }

    private static void ports(
            PredictorContext context,
            Container container,
            String path,
            Map<Integer, String> taken) {
        for (ContainerPort port : container.getPorts()) {
            int number = port.getContainerPort();
            String owner =
                    container.getName() + (port.getName() == null ? "" : " " + port.getName());
            if (context.options().sidecar() && FLINK_PORTS.contains(number)) {
                owner(context, path, owner, number, "Flink");
            }
            String protocol = port.getProtocol() == null ? "TCP" : port.getProtocol();
            String other = protocol.equals("TCP") ? taken.putIfAbsent(number, owner) : null;
            if (other != null) {
                owner(context, path, owner, number, other);
            }
        }
    }

    private static void owner(
            PredictorContext context, String path, String owner, int number, String other) {
        context.problems()
                .refuse(
                        path,
                        "port "
                                + number
                                + " of "
                                + owner
                                + " is that of "
                                + other
                                + " in the same pod (expected: ports of their own, named http and"
                                + " grpc where v1's own choice clashes)");
    }

    private static void image(PredictorContext context, Container container, String path) {
        String image = container.getImage();
        if ((image == null || image.isBlank()) && context.problems().errors().isEmpty()) {
            context.problems()
                    .refuse(
                            path,
                            container.getName() + " has no image (expected: the image to run)");
        }
    }
}
