// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.serving;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.leat.graph.Implementation;
import io.leat.k8s.manifest.ContainerVariables;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.predictor.MetricsPorts;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import io.leat.k8s.predictor.UnitParameters;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;

/** Adds to each container that its graph calls what v1's operator adds. */
// as operator/controllers/seldondeployment_controller.go#createContainerService
final class GraphContainer {

    static final String POD_INFO = "seldon-podinfo";
    private static final String POD_INFO_PATH = "/etc/podinfo";
    private static final String METRICS_PATH = "/prometheus";
    private static final int LIVE_AFTER_SECONDS = 60;
    private static final int READY_AFTER_SECONDS = 20;

    /** Images of servers that do not read the variables, wherever they are pulled from. */
    private static final List<String> DEAF = List.of("tensorflow/serving", "/tritonserver");

    private final Container container;
    private final GraphUnit unit;
    private final PredictorContext context;

    private GraphContainer(Container container, GraphUnit unit, PredictorContext context) {
        this.container = container;
        this.unit = unit;
        this.context = context;
    }

    static void complete(Container container, GraphUnit unit, PredictorContext context) {
        new GraphContainer(container, unit, context).complete();
    }

    private void complete() {
        if (container.getImagePullPolicy() == null) {
            container.setImagePullPolicy("IfNotPresent");
        }
        ports();
        probes();
        environment();
        container.getVolumeMounts().removeIf(mount -> mount.getName().equals("podinfo"));
        if (container.getVolumeMounts().stream().noneMatch(m -> m.getName().equals(POD_INFO))) {
            container
                    .getVolumeMounts()
                    .add(
                            new VolumeMountBuilder()
                                    .withName(POD_INFO)
                                    .withMountPath(POD_INFO_PATH)
                                    .build());
        }
    }

    private void ports() {
        port("http", unit.endpoint().httpPort());
        port("grpc", unit.endpoint().grpcPort());
        Integer metrics = context.metricsPorts().get(unit.name());
        if (metrics != null && servesMetrics()) {
            port(MetricsPorts.NAME, metrics);
        }
    }

    /**
     * Whether something may listen on the port that v1 declares for metrics and states in
     * variables: Seldon's wrappers and MLServer read these, TensorFlow Serving and Triton do not.
     */
    private boolean servesMetrics() {
        Implementation server = unit.node().implementation();
        boolean tensorflow = context.predictor().protocol() == Protocol.TENSORFLOW;
        String image = container.getImage() == null ? "" : container.getImage();
        return server != Implementation.TRITON_SERVER
                && !tensorflow
                && DEAF.stream().noneMatch(image::contains);
    }

    private void port(String name, int number) {
        boolean named = container.getPorts().stream().anyMatch(port -> name.equals(port.getName()));
        if (named) {
            return;
        }
        for (ContainerPort port : container.getPorts()) {
            if (port.getName() == null && port.getContainerPort() == number) {
                port.setName(name);
                return;
            }
        }
        container
                .getPorts()
                .add(
                        new ContainerPortBuilder()
                                .withName(name)
                                .withContainerPort(number)
                                .withProtocol("TCP")
                                .build());
    }

    private void probes() {
        if (container.getLivenessProbe() == null) {
            container.setLivenessProbe(probe(LIVE_AFTER_SECONDS));
        }
        if (container.getReadinessProbe() == null) {
            container.setReadinessProbe(probe(READY_AFTER_SECONDS));
        }
        if (container.getLifecycle() == null) {
            container.setLifecycle(
                    new LifecycleBuilder()
                            .withNewPreStop()
                            .withNewExec()
                            .withCommand("/bin/sh", "-c", "/bin/sleep 10")
                            .endExec()
                            .endPreStop()
                            .build());
        }
    }

    private Probe probe(int after) {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withPort(new IntOrString(calledPort()))
                .endTcpSocket()
                .withInitialDelaySeconds(after)
                .withPeriodSeconds(5)
                .withTimeoutSeconds(1)
                .withSuccessThreshold(1)
                .withFailureThreshold(3)
                .build();
    }

    private int calledPort() {
        Transport transport = context.predictor().transport();
        return switch (transport) {
            case REST -> unit.endpoint().httpPort();
            case GRPC -> unit.endpoint().grpcPort();
        };
    }

    private void environment() {
        String http = String.valueOf(unit.endpoint().httpPort());
        String grpc = String.valueOf(unit.endpoint().grpcPort());
        ContainerVariables variables =
                new ContainerVariables(container.getEnv())
                        .setIfAbsent("PREDICTIVE_UNIT_SERVICE_PORT", String.valueOf(calledPort()))
                        .setIfAbsent("PREDICTIVE_UNIT_HTTP_SERVICE_PORT", http)
                        .setIfAbsent("MLSERVER_HTTP_PORT", http)
                        .setIfAbsent("PREDICTIVE_UNIT_GRPC_SERVICE_PORT", grpc)
                        .setIfAbsent("MLSERVER_GRPC_PORT", grpc);
        if (!unit.json().path("parameters").isEmpty()) {
            variables.setIfAbsent(
                    "PREDICTIVE_UNIT_PARAMETERS", UnitParameters.of(unit.json()).json());
        }
        if (JsonMapping.text(unit.json(), "modelUri") != null) {
            variables.setIfAbsent("MLSERVER_MODEL_URI", StorageInitializer.MODELS);
        }
        identity(variables);
        container.setEnv(variables.list());
    }

    private void identity(ContainerVariables variables) {
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        context.predictorLabels().forEach(labels::put);
        String image = container.getImage();
        variables
                .set("PREDICTIVE_UNIT_ID", unit.name())
                .set("MLSERVER_MODEL_NAME", unit.name())
                .set("PREDICTIVE_UNIT_IMAGE", image == null ? "" : image)
                .set("PREDICTOR_ID", context.predictor().name())
                .set("PREDICTOR_LABELS", JsonMapping.json(labels))
                .set("SELDON_DEPLOYMENT_ID", context.deployment().name())
                .set("SELDON_EXECUTOR_ENABLED", "true");
        Integer metrics = context.metricsPorts().get(unit.name());
        if (metrics != null) {
            variables
                    .set("PREDICTIVE_UNIT_METRICS_SERVICE_PORT", metrics.toString())
                    .set("PREDICTIVE_UNIT_METRICS_ENDPOINT", METRICS_PATH)
                    .set("MLSERVER_METRICS_PORT", metrics.toString())
                    .set("MLSERVER_METRICS_ENDPOINT", METRICS_PATH);
        }
    }
}
