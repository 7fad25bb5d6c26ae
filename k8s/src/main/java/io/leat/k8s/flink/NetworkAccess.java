// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.PredictorContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Who may connect to the pods: each other, the operator, and the metrics scraper. */
public record NetworkAccess(PredictorContext context) {

    private static final int REST_PORT = 8081;

    public Manifest manifest() {
        Map<String, String> instance = Map.of(PredictorContext.INSTANCE, context.base());
        TreeSet<Integer> metrics = new TreeSet<>(context.metricsPorts().values());
        metrics.add(JobPods.METRICS_PORT);
        NetworkPolicyIngressRule amongThemselves =
                new NetworkPolicyIngressRuleBuilder()
                        .addNewFrom()
                        .withPodSelector(
                                new LabelSelectorBuilder().withMatchLabels(instance).build())
                        .endFrom()
                        .build();
        return Manifest.of(
                new NetworkPolicyBuilder()
                        .withNewMetadata()
                        .withName(context.base())
                        .withNamespace(context.namespace())
                        .withLabels(context.labels())
                        .endMetadata()
                        .withNewSpec()
                        .withNewPodSelector()
                        .withMatchLabels(instance)
                        .endPodSelector()
                        .withPolicyTypes("Ingress")
                        .withIngress(amongThemselves, anyone(List.of(REST_PORT)), anyone(metrics))
                        .endSpec()
                        .build(),
                "Who may connect to these pods; where they connect to stays open, as "
                        + (context.predictor().external().isEmpty()
                                ? "brokers "
                                : "brokers and external model servers\n")
                        + "may be anywhere.",
                Map.of(
                        "spec/ingress",
                        "In this order: job and models among themselves; the operator to the job's"
                                + " REST port;\nthe metrics scraper."));
    }

    private static NetworkPolicyIngressRule anyone(Collection<Integer> ports) {
        List<NetworkPolicyPort> open =
                ports.stream()
                        .map(
                                port ->
                                        new NetworkPolicyPortBuilder()
                                                .withPort(new IntOrString(port))
                                                .withProtocol("TCP")
                                                .build())
                        .toList();
        return new NetworkPolicyIngressRuleBuilder().withPorts(open).build();
    }
}
