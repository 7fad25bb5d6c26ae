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

    static void check(PredictorContext subject, List<ModelPod> pods) {
        Map<Integer, String> sidecars = new LinkedHashMap<>();
        Map<String, Integer> names = new LinkedHashMap<>();
        for (ModelPod pod : pods) {
            Map<Integer, String> ports =
                    subject.options().sidecar() ? sidecars : new LinkedHashMap<>();
            String path = subject.path("componentSpecs[" + pod.position() + "].spec.containers");
            for (Container container : pod.spec().getContainers()) {
                ports(subject, container, path, ports);
                image(subject, container, path);
                Integer other = names.putIfAbsent(container.getName(), pod.position());
                if (other != null && subject.options().sidecar()) {
                    subject.findings()
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
            PredictorContext subject,
            Container container,
            String path,
            Map<Integer, String> taken) {
        for (ContainerPort port : container.getPorts()) {
            int number = port.getContainerPort();
            String owner =
                    container.getName() + (port.getName() == null ? "" : " " + port.getName());
            if (subject.options().sidecar() && FLINK_PORTS.contains(number)) {
                owner(subject, path, owner, number, "Flink");
            }
            String protocol = port.getProtocol() == null ? "TCP" : port.getProtocol();
            String other = protocol.equals("TCP") ? taken.putIfAbsent(number, owner) : null;
            if (other != null) {
                owner(subject, path, owner, number, other);
            }
        }
    }

    private static void owner(
            PredictorContext subject, String path, String owner, int number, String other) {
        subject.findings()
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

    private static void image(PredictorContext subject, Container container, String path) {
        String image = container.getImage();
        if ((image == null || image.isBlank()) && subject.findings().errors().isEmpty()) {
            subject.findings()
                    .refuse(
                            path,
                            container.getName() + " has no image (expected: the image to run)");
        }
    }
}
