// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.leat.deployment.SeldonDeployment;
import io.leat.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The ports v1 gives the metrics of its containers: counted up over the whole deployment. */
// as operator/apis/machinelearning.seldon.io/v1/defaults.go#addMetricsPortAndIncrement
public final class MetricsPorts {

    public static final String NAME = "metrics";
    private static final int FIRST = 6000;

    private MetricsPorts() {}

    /** Whether a port is scraped: v1's own scrape configuration knows them by these names. */
    public static boolean isOne(ContainerPort port) {
        return port.getName() != null && port.getName().matches(NAME + "(-.*)?");
    }

    /** For each predictor, by the name of a graph's container. */
    public static List<Map<String, Integer>> of(SeldonDeployment deployment, JsonNode spec) {
        List<Map<String, Integer>> all = new ArrayList<>();
        int next = FIRST;
        for (int i = 0; i < deployment.predictors().size(); i++) {
            Map<String, Integer> ports = new LinkedHashMap<>();
            Set<String> nodes = new TreeSet<>();
            List<String> listening = new ArrayList<>();
            collect(deployment.predictors().get(i).graph(), nodes, listening);
            listening.removeAll(deployment.predictors().get(i).external());
            for (JsonNode component : spec.path("predictors").path(i).path("componentSpecs")) {
                for (JsonNode container : component.path("spec").path("containers")) {
                    String name = container.path("name").asText();
                    if (nodes.contains(name) && !ports.containsKey(name)) {
                        int stated = stated(container);
                        ports.put(name, stated > 0 ? stated : next++);
                    }
                }
            }
            for (String name : listening) {
                if (!ports.containsKey(name)) {
                    ports.put(name, next++);
                }
            }
            all.add(ports);
        }
        return all;
    }

    private static int stated(JsonNode container) {
        for (JsonNode port : container.path("ports")) {
            if (port.path("name").asText().equals(NAME)) {
                return port.path("containerPort").asInt();
            }
        }
        return 0;
    }

    private static void collect(Node node, Set<String> names, List<String> listening) {
        names.add(node.name());
        if (node.endpoint() != null) {
            listening.add(node.name());
        }
        node.children().forEach(child -> collect(child, names, listening));
    }
}
