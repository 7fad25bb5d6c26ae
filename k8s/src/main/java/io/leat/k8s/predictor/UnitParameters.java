// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.deployment.validation.OnFailureParameter;

/** A unit's parameters as Seldon's servers read them from {@code PREDICTIVE_UNIT_PARAMETERS}. */
public record UnitParameters(ArrayNode list) {

    public static UnitParameters of(JsonNode unit) {
        UnitParameters parameters = new UnitParameters(JsonNodeFactory.instance.arrayNode());
        for (JsonNode stated : unit.path("parameters")) {
            String name = stated.path("name").asText();
            if (!name.equals(OnFailureParameter.NAME)) {
                parameters.add(name, stated.path("value").asText(), stated.path("type").asText());
            }
        }
        return parameters;
    }

    public UnitParameters add(String name, String value, String type) {
        ObjectNode parameter = list.addObject();
        parameter.put("name", name);
        parameter.put("value", value);
        parameter.put("type", type);
        return this;
    }

    public boolean has(String name) {
        for (JsonNode parameter : list) {
            if (parameter.path("name").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    public String json() {
        return list.toString();
    }
}
