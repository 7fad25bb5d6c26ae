// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.Predictor;
import io.leat.graph.Implementation;
import io.leat.graph.Node;
import io.leat.k8s.manifest.KubernetesNames;
import io.leat.protocol.Protocol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of the containers that run a predictor's nodes. v1 gives them the names of the nodes;
 * one that Kubernetes would refuse, or that another container of the pod has, becomes a legal one.
 * Requests name the model as the graph does.
 */
public final class ContainerNames {

    /** The container of a Flink pod in which the operator runs Flink. */
    public static final String FLINK = "flink-main-container";

    /** The container beside v1's proxy for TensorFlow Serving. */
    public static final String TF_SERVING = "tfserving";

    private final Map<String, String> byNode = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private ContainerNames() {}

    /**
     * Names them all.
     *
     * @param stated the predictor as it was written
     */
    static Map<String, String> of(Predictor predictor, JsonNode stated) {
        ContainerNames names = new ContainerNames();
        Set<String> nodes = new HashSet<>();
        collect(predictor.graph(), nodes);
        names.taken.add(FLINK);
        names.taken.add(TF_SERVING);
        for (JsonNode component : stated.path("componentSpecs")) {
            for (String kind : List.of("initContainers", "containers")) {
                for (JsonNode container : component.path("spec").path(kind)) {
                    String name = container.path("name").asText();
                    if (!nodes.contains(name) || kind.equals("initContainers")) {
                        names.taken.add(name);
                    }
                }
            }
        }
        names.add(predictor.graph(), predictor.protocol());
        return names.byNode;
    }

    private static void collect(Node node, Set<String> names) {
        names.add(node.name());
        node.children().forEach(child -> collect(child, names));
    }

    private void add(Node node, Protocol protocol) {
        String name = KubernetesNames.label(node.name());
        boolean ownsIt =
                name.equals(TF_SERVING)
                        && !(node.implementation() == Implementation.TENSORFLOW_SERVER
                                && protocol != Protocol.TENSORFLOW);
        if (!ownsIt && taken.contains(name)) {
            name = KubernetesNames.hashed(node.name(), KubernetesNames.LABEL);
        }
        taken.add(name);
        byNode.put(node.name(), name);
        node.children().forEach(child -> add(child, protocol));
    }
}
