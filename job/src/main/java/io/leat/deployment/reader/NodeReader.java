// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.EnumField;
import io.leat.deployment.schema.EnumField.MethodName;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.validation.OnFailureParameter;
import io.leat.deployment.validation.SwitchParameters;
import io.leat.deployment.validation.Units.Unit;
import io.leat.graph.Endpoint;
import io.leat.graph.Implementation;
import io.leat.graph.Node;
import io.leat.graph.Switch;
import io.leat.graph.UnitType;
import io.leat.protocol.UnitMethod;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A checked unit as a node, the defaults of v1's webhook applied. */
final class NodeReader {

    private final Function<JsonNode, @Nullable Endpoint> endpoints;

    NodeReader(Function<JsonNode, @Nullable Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    Node read(JsonNode unit) {
        Implementation implementation = implementation(unit);
        List<Node> children = JsonFields.list(unit, "children").stream().map(this::read).toList();
        Switch cases =
                implementation == Implementation.LEAT_SWITCH
                        ? SwitchParameters.read(new Unit(unit, ""), new Problems())
                        : null;
        return new Node(
                unit.path("name").asText(),
                type(unit),
                implementation,
                methods(unit),
                parameters(unit),
                cases == null ? endpoints.apply(unit) : null,
                children,
                cases,
                cases == null ? OnFailureParameter.read(new Unit(unit, ""), new Problems()) : null,
                logger(unit.path("logger")));
    }

    /** What is wrong with it was noted before. */
    private static Node.@Nullable Logger logger(JsonNode logger) {
        String mode = JsonFields.text(logger, "mode");
        Node.Logger.Mode known = mode == null ? null : EnumField.LOGGER_MODES.find(mode);
        return known == null ? null : new Node.Logger(known, JsonFields.text(logger, "url"));
    }

    private static Implementation implementation(JsonNode unit) {
        Implementation known = new Unit(unit, "").implementation();
        return known == null ? Implementation.UNKNOWN_IMPLEMENTATION : known;
    }

    // as operator/apis/machinelearning.seldon.io/v1/defaults.go#addDefaultsToGraph
    private static UnitType type(JsonNode unit) {
        if (new Unit(unit, "").prepackaged()) {
            return UnitType.MODEL;
        }
        if (unit.has("type")) {
            return UnitType.valueOf(unit.path("type").asText());
        }
        return unit.has("methods") || unit.has("implementation")
                ? UnitType.UNKNOWN_TYPE
                : UnitType.MODEL;
    }

    private static Set<UnitMethod> methods(JsonNode unit) {
        Set<UnitMethod> methods = EnumSet.noneOf(UnitMethod.class);
        for (JsonNode method : JsonFields.list(unit, "methods")) {
            switch (MethodName.valueOf(method.asText())) {
                case TRANSFORM_INPUT -> methods.add(UnitMethod.TRANSFORM_INPUT);
                case TRANSFORM_OUTPUT -> methods.add(UnitMethod.TRANSFORM_OUTPUT);
                case ROUTE -> methods.add(UnitMethod.ROUTE);
                case AGGREGATE -> methods.add(UnitMethod.AGGREGATE);
                case SEND_FEEDBACK -> methods.add(UnitMethod.SEND_FEEDBACK);
            }
        }
        return methods;
    }

    private static Map<String, String> parameters(JsonNode unit) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (JsonNode parameter : JsonFields.list(unit, "parameters")) {
            parameters.put(parameter.path("name").asText(), parameter.path("value").asText());
        }
        return parameters;
    }
}
