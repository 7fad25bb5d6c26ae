// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.leat.k8s.flink.JobPods;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of finished pods. */
final class PodChecks {

    /** What Flink itself listens on in a TaskManager's pod. */
    private static final Set<Integer> FLINK_PORTS = Set.of(6121, 6122, JobPods.METRICS_PORT);

    private PodChecks() {}

    static void check(PredictorContext context, List<ModelPod> pods) {
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
                                            + "] too (expected with --sidecar: names of their own, as"
                                            + " they share a pod)");
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
