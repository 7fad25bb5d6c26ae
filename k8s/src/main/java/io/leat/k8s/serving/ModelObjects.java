// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.leat.graph.Endpoint;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.MetricsPorts;
import io.leat.k8s.predictor.ModelPod;
import io.leat.k8s.predictor.OwnershipMarks;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.scaling.DisruptionBudget;
import io.leat.k8s.scaling.Scaling;
import io.leat.protocol.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Models beside the job: a Deployment for each component, a Service for each container called. */
public final class ModelObjects {

    private static final String SERVES = "serves.leat.io/";

    private final PredictorContext context;
    private final List<ModelPod> pods;

    public ModelObjects(PredictorContext context, List<ModelPod> pods) {
        this.context = context;
        this.pods = pods;
    }

    public List<Manifest> manifests() {
        List<Manifest> manifests = new ArrayList<>();
        for (ModelPod pod : pods) {
            manifests.add(deployment(pod));
            manifests.addAll(Scaling.ofModel(context, pod));
            manifests.addAll(DisruptionBudget.of(context, pod, selector(pod)));
        }
        // A name that several components use is one Service over all of them, as with v1.
        Set<String> served = new LinkedHashSet<>();
        for (ModelPod pod : pods) {
            for (Container container : pod.called()) {
                if (served.add(container.getName())) {
                    manifests.add(service(pod, container.getName()));
                }
            }
        }
        return manifests;
    }

    private Map<String, String> selector(ModelPod pod) {
        Map<String, String> selector = new LinkedHashMap<>();
        selector.put(PredictorContext.INSTANCE, context.base());
        selector.put(PredictorContext.COMPONENT, "serving-" + pod.position());
        return selector;
    }

    private Manifest deployment(ModelPod pod) {
        Map<String, String> labels = labels(pod);
        Map<String, String> annotations = new TreeMap<>(context.annotations());
        annotations.putAll(
                OwnershipMarks.without(pod.component().path("metadata").path("annotations")));
        Map<String, String> podAnnotations = new TreeMap<>();
        if (pod.spec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .anyMatch(MetricsPorts::isOne)) {
            podAnnotations.put("prometheus.io/path", "/prometheus");
            podAnnotations.put("prometheus.io/scrape", "true");
        }
        podAnnotations.putAll(annotations);
        Deployment deployment =
                new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(pod.name(context))
                        .withNamespace(context.namespace())
                        .withLabels(labels)
                        .withAnnotations(annotations)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(Scaling.replicasOf(context, pod))
                        .withSelector(
                                new LabelSelectorBuilder().withMatchLabels(selector(pod)).build())
                        .withNewStrategy()
                        .withType("RollingUpdate")
                        .withNewRollingUpdate()
                        .withMaxUnavailable(new IntOrString("10%"))
                        .endRollingUpdate()
                        .endStrategy()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .withAnnotations(podAnnotations)
                        .endMetadata()
                        .withSpec(pod.spec())
                        .endTemplate()
                        .endSpec()
                        .build();
        JsonNode deadline = context.checked().path("progressDeadlineSeconds");
        if (deadline.isIntegralNumber()) {
            deployment.getSpec().setProgressDeadlineSeconds(deadline.intValue());
        }
        return Manifest.of(
                deployment,
                "The model servers of predictor " + context.predictor().name() + ".",
                comments(pod));
    }

    private Map<String, String> labels(ModelPod pod) {
        Map<String, String> labels = new TreeMap<>(context.labels());
        labels.putAll(OwnershipMarks.without(pod.component().path("metadata").path("labels")));
        pod.called().forEach(container -> labels.put(SERVES + container.getName(), "true"));
        labels.putAll(context.ownLabels());
        labels.putAll(selector(pod));
        return labels;
    }

    private Map<String, String> comments(ModelPod pod) {
        Map<String, String> comments = new LinkedHashMap<>();
        String scaler = Scaling.scalerOf(pod);
        if (scaler != null) {
            comments.put(
                    "spec/selector",
                    "No replicas: " + scaler + " decides, and stating them would undo it.");
        }
        security(pod, comments);
        List<Container> containers = pod.spec().getContainers();
        for (int i = 0; i < containers.size(); i++) {
            PredictorContext.GraphUnit unit = pod.units().get(containers.get(i).getName());
            if (unit != null && unit.prepackaged()) {
                comments.put(
                        "spec/template/spec/containers/" + i + "/image",
                        "What Seldon Core 1.17.1 runs for "
                                + unit.node().implementation()
                                + ", unless a container of this name states another.");
            }
        }
        return comments;
    }

    /** Says where the pod's user comes from, and what the standard "restricted" still asks. */
    private void security(ModelPod pod, Map<String, String> comments) {
        boolean stated =
                context.stated()
                        .path("componentSpecs")
                        .path(pod.position())
                        .path("spec")
                        .path("securityContext")
                        .isObject();
        comments.put(
                "spec/template/spec/securityContext",
                (stated
                                ? "As the document states it, with what \"restricted\" of Kubernetes' Pod Security Standards asks for."
                                : "\"restricted\" of Kubernetes' Pod Security Standards. The user is that of Seldon Core v1 (its Helm chart's"
                                        + "\ndefaultUserID); an image that needs its own states securityContext: {} in the pod of componentSpecs.")
                        + PodHardening.excuse(List.of(pod.spec())));
    }

    private Manifest service(ModelPod pod, String container) {
        PredictorContext.GraphUnit unit =
                Objects.requireNonNull(pod.units().get(container), "called without a unit");
        Endpoint endpoint = unit.endpoint();
        boolean headless = context.predictor().transport() == Transport.GRPC;
        Map<String, String> selector = new LinkedHashMap<>();
        selector.put(PredictorContext.INSTANCE, context.base());
        selector.put(SERVES + container, "true");
        ServiceBuilder service =
                new ServiceBuilder()
                        .withMetadata(context.objectMeta(context.service(container)))
                        .withNewSpec()
                        .withClusterIP(headless ? "None" : null)
                        .withSelector(selector)
                        .addToPorts(port("http", endpoint.httpPort()))
                        .addToPorts(port("grpc", endpoint.grpcPort()))
                        .endSpec();
        Map<String, String> comments =
                headless
                        ? Map.of(
                                "spec/clusterIP",
                                "Headless: a gRPC connection lasts, so the job itself spreads its"
                                        + " calls over the\naddresses of all pods and notices new ones.")
                        : Map.of();
        return Manifest.of(
                service.build(), "Where the job finds the node " + unit.name() + ".", comments);
    }

    private static io.fabric8.kubernetes.api.model.ServicePort port(String name, int number) {
        return new ServicePortBuilder()
                .withName(name)
                .withPort(number)
                .withTargetPort(new IntOrString(number))
                .withProtocol("TCP")
                .build();
    }
}
