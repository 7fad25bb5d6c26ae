// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.MetricsPorts;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.ObjectOwner;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.SessionOptions;
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

    private static final String REASON =
            "In this order: job and models among themselves; to Flink's REST interface,"
                    + " which can stop the job,\n"
                    + "this namespace, the operator by the label of its Helm chart, and the"
                    + " namespaces let in by\n"
                    + "kubectl label namespace NAME "
                    + ALLOWED
                    + "=allowed; the metrics scraper, wherever it runs.";

    public Manifest manifest() {
        Map<String, String> instance = Map.of(PredictorContext.INSTANCE, context.base());
        NetworkPolicyIngressRuleBuilder amongThemselves =
                new NetworkPolicyIngressRuleBuilder()
                        .addNewFrom()
                        .withPodSelector(
                                labelled(
                                        context.isShared() ? context.deploymentLabels() : instance))
                        .endFrom();
        SessionOptions session = context.options().session();
        if (session != null) {
            amongThemselves
                    .addNewFrom()
                    .withPodSelector(labelled(Map.of(PredictorContext.INSTANCE, session.name())))
                    .endFrom();
            return ofModels(instance, amongThemselves.build());
        }
        return Manifest.of(
                policy(
                        context.owner(),
                        instance,
                        List.of(amongThemselves.build(), rest(), anyone(metrics()))),
                "Who may connect to these pods; where they connect to stays open, as "
                        + (context.predictor().external().isEmpty()
                                ? "brokers "
                                : "brokers and external model servers\n")
                        + "may be anywhere.",
                Map.of("spec/ingress", REASON));
    }

    /** The pods of a session's models, beside which no job runs. */
    private Manifest ofModels(
            Map<String, String> instance, NetworkPolicyIngressRule amongThemselves) {
        return Manifest.of(
                policy(context.owner(), instance, List.of(amongThemselves, anyone(metrics()))),
                "Who may connect to the models' pods: each other, the session cluster's and the metrics"
                        + " scraper. Where they\nconnect to stays open.");
    }

    /** Of the pods of a session cluster. */
    static Manifest ofSession(ObjectOwner owner) {
        Map<String, String> instance = Map.of(PredictorContext.INSTANCE, owner.base());
        NetworkPolicyIngressRule amongThemselves =
                new NetworkPolicyIngressRuleBuilder()
                        .addNewFrom()
                        .withPodSelector(labelled(instance))
                        .endFrom()
                        .build();
        return Manifest.of(
                policy(
                        owner,
                        instance,
                        List.of(amongThemselves, rest(), anyone(List.of(JobPods.METRICS_PORT)))),
                "Who may connect to these pods; where they connect to stays open, as brokers and models"
                        + " may be anywhere.",
                Map.of("spec/ingress", REASON));
    }

    private static NetworkPolicy policy(
            ObjectOwner owner, Map<String, String> pods, List<NetworkPolicyIngressRule> ingress) {
        return new NetworkPolicyBuilder()
                .withMetadata(owner.objectMeta(owner.base()))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(pods)
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(ingress)
                .endSpec()
                .build();
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
