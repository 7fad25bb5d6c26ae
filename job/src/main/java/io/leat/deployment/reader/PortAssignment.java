// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.validation.ServiceNames;
import io.leat.deployment.validation.Units;
import io.leat.deployment.validation.Units.Container;
import io.leat.deployment.validation.Units.Unit;
import io.leat.graph.Endpoint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that v1's operator assigns. Ports count up over the distinct container names of the
 * whole deployment, used by a graph or not; so predictors must be asked for in order.
 */
// as operator/apis/machinelearning.seldon.io/v1/defaults.go#DefaultSeldonDeployment
final class PortAssignment {

    private static final int FIRST_HTTP_PORT = 9000;
    private static final int FIRST_GRPC_PORT = 9500;

    private final ServiceNames names;
    private final boolean engineApart;
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * @param engineApart whether {@code seldon.io/engine-separate-pod} keeps the caller out of the
     *     first component's pod
     */
    PortAssignment(ServiceNames names, boolean engineApart) {
        this.names = names;
        this.engineApart = engineApart;
    }

    /**
     * The endpoints of a predictor's units by name; a unit that nothing runs has none.
     *
     * @param external the names of units that run elsewhere
     */
    Map<String, Endpoint> assign(JsonNode predictor, List<Unit> units, Set<String> external) {
        String predictorName = predictor.path("name").asText();
        List<Container> containers = Units.containers(predictor);
        Map<String, Container> byName = Units.byName(containers);
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        for (Container container : containers) {
            endpoints.put(
                    container.name(),
                    endpoint(predictorName, container.name(), container.component(), container));
        }
        for (Unit unit : units) {
            if (unit.prepackaged() && !external.contains(unit.name())) {
                Container stated = byName.get(unit.name());
                int component = stated == null ? 0 : stated.component();
                endpoints.put(unit.name(), endpoint(predictorName, unit.name(), component, stated));
            }
        }
        return endpoints;
    }

    private Endpoint endpoint(
            String predictor, String name, int component, @Nullable Container container) {
        int position = positions.computeIfAbsent(name, ignored -> positions.size());
        String host = component == 0 && !engineApart ? "localhost" : names.host(predictor, name);
        return new Endpoint(
                host,
                port(container, "http", FIRST_HTTP_PORT + position),
                port(container, "grpc", FIRST_GRPC_PORT + position));
    }

    private static int port(@Nullable Container container, String name, int otherwise) {
        if (container == null) {
            return otherwise;
        }
        for (JsonNode port : JsonFields.list(container.json(), "ports")) {
            if (port.path("name").asText().equals(name)) {
                return port.path("containerPort").asInt();
            }
        }
        return otherwise;
    }
}
