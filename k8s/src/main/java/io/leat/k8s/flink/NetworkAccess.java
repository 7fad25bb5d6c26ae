// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.MetricsPorts;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.PredictorContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The NetworkPolicies: who may connect to the pods, which are each other, the operator, and the
 * metrics scraper.
 *
 * @param pods of the models
 */
public record NetworkAccess(PredictorContext context, List<ModelPod> pods) {

    private static final int REST_PORT = 8081;

    /** On a namespace: its pods may reach Flink's REST interface. */
    private static final String ALLOWED = "leat.io/flink-rest";

    public Manifest manifest() {
        Map<String, String> instance = Map.of(PredictorContext.INSTANCE, context.base());
        NetworkPolicyIngressRule amongThemselves =
                new NetworkPolicyIngressRuleBuilder()
                        .addNewFrom()
                        .withPodSelector(
                                labelled(
                                        context.isShared() ? context.deploymentLabels() : instance))
                        .endFrom()
                        .build();
        return Manifest.of(
                new NetworkPolicyBuilder()
                        .withMetadata(context.objectMeta(context.base()))
                        .withNewSpec()
                        .withNewPodSelector()
                        .withMatchLabels(instance)
                        .endPodSelector()
                        .withPolicyTypes("Ingress")
                        .withIngress(amongThemselves, rest(), anyone(metrics()))
                        .endSpec()
                        .build(),
                "Who may connect to these pods; where they connect to stays open, as "
                        + (context.predictor().external().isEmpty()
                                ? "brokers "
                                : "brokers and external model servers\n")
                        + "may be anywhere.",
                Map.of(
                        "spec/ingress",
                        "In this order: job and models among themselves; to Flink's REST interface,"
                                + " which can stop the job,\n"
                                + "this namespace, the operator by the label of its Helm chart, and the"
                                + " namespaces let in by\n"
                                + "kubectl label namespace NAME "
                                + ALLOWED
                                + "=allowed; the metrics scraper, wherever it runs."));
    }

    private static LabelSelector labelled(Map<String, String> labels) {
        return new LabelSelectorBuilder().withMatchLabels(labels).build();
    }

    private static NetworkPolicyIngressRule rest() {
        LabelSelector all = labelled(Map.of());
        return new NetworkPolicyIngressRuleBuilder()
                .addNewFrom()
                .withPodSelector(all)
                .endFrom()
                .addNewFrom()
                .withNamespaceSelector(all)
                .withPodSelector(
                        labelled(Map.of("app.kubernetes.io/name", "flink-kubernetes-operator")))
                .endFrom()
                .addNewFrom()
                .withNamespaceSelector(labelled(Map.of(ALLOWED, "allowed")))
                .endFrom()
                .withPorts(ports(List.of(REST_PORT)))
                .build();
    }

    private TreeSet<Integer> metrics() {
        TreeSet<Integer> metrics = new TreeSet<>(List.of(JobPods.METRICS_PORT));
        pods.stream()
                .flatMap(pod -> pod.spec().getContainers().stream())
                .flatMap(container -> container.getPorts().stream())
                .filter(MetricsPorts::isOne)
                .forEach(port -> metrics.add(port.getContainerPort()));
        return metrics;
    }

    private static NetworkPolicyIngressRule anyone(Collection<Integer> ports) {
        return new NetworkPolicyIngressRuleBuilder().withPorts(ports(ports)).build();
    }

    private static List<NetworkPolicyPort> ports(Collection<Integer> ports) {
        return ports.stream()
                .map(
                        port ->
                                new NetworkPolicyPortBuilder()
                                        .withPort(new IntOrString(port))
                                        .withProtocol("TCP")
                                        .build())
                .toList();
    }
}
