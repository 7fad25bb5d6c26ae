// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HTTPGetActionBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.leat.graph.Implementation;
import io.leat.k8s.manifest.ContainerVariables;
import io.leat.k8s.predictor.ContainerNames;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import io.leat.k8s.predictor.UnitParameters;
import io.leat.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a container the server of its unit's implementation; what the user stated stays. */
// as operator/controllers/seldondeployment_prepackaged_servers.go and mlserver.go
final class PrepackagedServer {

    private static final int TF_SERVING_GRPC = 2000;
    private static final int TF_SERVING_REST = 2001;
    private static final String NO_STORAGE_INITIALIZER = "seldon.io/no-storage-initializer";

    private final PredictorContext context;
    private final GraphUnit unit;

    PrepackagedServer(PredictorContext context, GraphUnit unit) {
        this.context = context;
        this.unit = unit;
    }

    /** Completes the container; a unit that is none of these only gets its model fetched. */
    void apply(Container container, PodSpec spec) {
        if (!unit.prepackaged()) {
            StorageInitializer.add(unit, container, spec);
            return;
        }
        if (container.getImage() == null) {
            container.setImage(image());
        }
        Implementation implementation = unit.node().implementation();
        Protocol protocol = context.predictor().protocol();
        if (implementation == Implementation.TENSORFLOW_SERVER) {
            tensorflow(container, spec, protocol);
        } else if (implementation == Implementation.TRITON_SERVER) {
            triton(container, spec);
        } else if (protocol == Protocol.V2) {
            mlServer(container);
            StorageInitializer.add(unit, container, spec);
        } else {
            parameters(
                    container,
                    UnitParameters.of(unit.json())
                            .add("model_uri", StorageInitializer.MODELS, "STRING"));
            StorageInitializer.add(unit, container, spec);
        }
    }

    private @Nullable String image() {
        Implementation implementation = unit.node().implementation();
        Protocol protocol = context.predictor().protocol();
        String image = ServerImages.of(implementation, protocol);
        if (image == null) {
            context.problems()
                    .refuse(
                            unit.path() + ".implementation",
                            implementation
                                    + " has no image for the protocol "
                                    + protocol.wire()
                                    + " (expected: a container named "
                                    + unit.name()
                                    + " with an image in componentSpecs, or another protocol)");
        }
        return image;
    }

    private void tensorflow(Container container, PodSpec spec, Protocol protocol) {
        if (protocol == Protocol.TENSORFLOW) {
            if (container.getArgs().isEmpty()) {
                container.setArgs(
                        servingArguments(unit.endpoint().grpcPort(), unit.endpoint().httpPort()));
            }
            StorageInitializer.add(unit, container, spec);
            return;
        }
        UnitParameters parameters = UnitParameters.of(unit.json());
        if (!parameters.has("rest_endpoint") && !parameters.has("grpc_endpoint")) {
            parameters.add("rest_endpoint", "http://0.0.0.0:" + TF_SERVING_REST, "STRING");
            parameters.add("grpc_endpoint", "0.0.0.0:" + TF_SERVING_GRPC, "STRING");
        }
        parameters(container, parameters.add("model_name", unit.name(), "STRING"));
        StorageInitializer.add(unit, serving(spec), spec);
    }

    /** TensorFlow Serving itself, behind the proxy that speaks Seldon's protocol. */
    private Container serving(PodSpec spec) {
        Container serving =
                spec.getContainers().stream()
                        .filter(c -> c.getName().equals(ContainerNames.TF_SERVING))
                        .findFirst()
                        .orElse(null);
        if (serving == null) {
            serving = new ContainerBuilder().withName(ContainerNames.TF_SERVING).build();
            spec.getContainers().add(serving);
        }
        if (serving.getImage() == null) {
            serving.setImage(
                    ServerImages.of(Implementation.TENSORFLOW_SERVER, Protocol.TENSORFLOW));
            serving.setImagePullPolicy("IfNotPresent");
        }
        if (serving.getArgs().isEmpty()) {
            serving.setArgs(servingArguments(TF_SERVING_GRPC, TF_SERVING_REST));
        }
        return serving;
    }

    private List<String> servingArguments(int grpc, int rest) {
        return List.of(
                "--port=" + grpc,
                "--rest_api_port=" + rest,
                "--model_name=" + unit.name(),
                "--model_base_path=" + StorageInitializer.MODELS);
    }

    private void triton(Container container, PodSpec spec) {
        boolean fetches =
                !"true"
                        .equalsIgnoreCase(
                                context.deployment().annotations().get(NO_STORAGE_INITIALIZER));
        if (container.getArgs().isEmpty()) {
            container.setArgs(tritonArguments(fetches));
        }
        probes(container, 20, 60, 10, 1);
        if (fetches) {
            StorageInitializer.add(unit, container, spec);
        } else {
            StorageInitializer.addSecretVariables(unit, container);
        }
    }

    private List<String> tritonArguments(boolean fetches) {
        List<String> arguments = new ArrayList<>();
        arguments.add("/opt/tritonserver/bin/tritonserver");
        arguments.add("--grpc-port=" + unit.endpoint().grpcPort());
        arguments.add("--http-port=" + unit.endpoint().httpPort());
        if (fetches) {
            arguments.add("--model-repository=" + StorageInitializer.MODELS);
            arguments.add("--strict-model-config=false");
            return arguments;
        }
        arguments.add("--model-repository=" + unit.json().path("modelUri").asText());
        for (JsonNode parameter : unit.json().path("parameters")) {
            String name = parameter.path("name").asText().toLowerCase(Locale.ROOT);
            if (List.of("model_control_mode", "load_model", "strict_model_config").contains(name)) {
                arguments.add(
                        "--" + name.replace('_', '-') + "=" + parameter.path("value").asText());
            }
        }
        return arguments;
    }

    private void mlServer(Container container) {
        ContainerVariables defaults =
                new ContainerVariables(List.of())
                        .set("MLSERVER_HTTP_PORT", String.valueOf(unit.endpoint().httpPort()))
                        .set("MLSERVER_GRPC_PORT", String.valueOf(unit.endpoint().grpcPort()))
                        .set("MLSERVER_MODEL_IMPLEMENTATION", runtime())
                        .set("MLSERVER_MODEL_NAME", unit.name())
                        .set("MLSERVER_MODEL_VERSION", "v1")
                        .set("MLSERVER_MODEL_URI", StorageInitializer.MODELS);
        if (unit.node().implementation() == Implementation.TEMPO_SERVER) {
            defaults.set(
                    "TEMPO_RUNTIME_OPTIONS",
                    "{\"k8s_options\": {\"defaultRuntime\":"
                            + " \"tempo.seldon.SeldonKubernetesRuntime\", \"namespace\": \""
                            + context.namespace()
                            + "\"}}");
        }
        if (unit.node().implementation() == Implementation.HUGGINGFACE_SERVER) {
            defaults.set("MLSERVER_PARALLEL_WORKERS", "0").set("XDG_CACHE_HOME", "/opt/mlserver");
        }
        List<EnvVar> all = new ArrayList<>(defaults.list());
        all.addAll(container.getEnv());
        container.setEnv(new ContainerVariables(all).list());
        probes(container, 20, 20, 5, 60);
    }

    private String runtime() {
        return switch (unit.node().implementation()) {
            case SKLEARN_SERVER -> "mlserver_sklearn.SKLearnModel";
            case XGBOOST_SERVER -> "mlserver_xgboost.XGBoostModel";
            case MLFLOW_SERVER -> "mlserver_mlflow.MLflowRuntime";
            case HUGGINGFACE_SERVER -> "mlserver_huggingface.HuggingFaceRuntime";
            case TEMPO_SERVER -> "tempo.mlserver.InferenceRuntime";
            case UNKNOWN_IMPLEMENTATION,
                    SIMPLE_MODEL,
                    SIMPLE_ROUTER,
                    RANDOM_ABTEST,
                    AVERAGE_COMBINER,
                    LEAT_SWITCH,
                    TENSORFLOW_SERVER,
                    TRITON_SERVER ->
                    throw new IllegalStateException(unit.name() + " is not served by MLServer");
        };
    }

    private static void parameters(Container container, UnitParameters parameters) {
        container.setEnv(
                new ContainerVariables(container.getEnv())
                        .set("PREDICTIVE_UNIT_PARAMETERS", parameters.json())
                        .list());
    }

    /** The paths are the protocol's; when to ask is the user's if stated. */
    private static void probes(
            Container container, int readyAfter, int liveAfter, int period, int timeout) {
        container.setReadinessProbe(
                probe(container.getReadinessProbe(), "ready", readyAfter, period, timeout));
        container.setLivenessProbe(
                probe(container.getLivenessProbe(), "live", liveAfter, period, timeout));
    }

    private static Probe probe(
            @Nullable Probe stated, String question, int after, int period, int timeout) {
        HTTPGetAction get =
                new HTTPGetActionBuilder()
                        .withPath("/v2/health/" + question)
                        .withPort(new IntOrString("http"))
                        .withScheme("HTTP")
                        .build();
        if (stated != null) {
            return new ProbeBuilder(stated)
                    .withHttpGet(get)
                    .withTcpSocket(null)
                    .withExec(null)
                    .withGrpc(null)
                    .build();
        }
        return new ProbeBuilder()
                .withHttpGet(get)
                .withInitialDelaySeconds(after)
                .withPeriodSeconds(period)
                .withTimeoutSeconds(timeout)
                .withSuccessThreshold(1)
                .withFailureThreshold(3)
                .build();
    }
}
