// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The JSON schema by which Helm refuses values that the chart does not have, or of another type: a
 * misspelt key would have no effect otherwise.
 */
final class ValuesSchema {

    /** What Kubernetes checks itself. */
    private static final String RESOURCES = "resources";

    /** Counts that may be none. */
    private static final Set<String> FROM_ZERO = Set.of("minReplicaCount");

    private ValuesSchema() {}

    static ObjectNode of(ObjectNode values) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.setAll(object(values));
        // What Helm adds where the chart is part of another.
        schema.withObject("/properties").putObject("global").put("type", "object");
        return schema;
    }

    private static ObjectNode object(JsonNode values) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        ObjectNode properties = schema.putObject("properties");
        values.properties()
                .forEach(
                        value -> {
                            properties.set(value.getKey(), of(value.getKey(), value.getValue()));
                            required.add(value.getKey());
                        });
        schema.set("required", required);
        return schema;
    }

    private static ObjectNode of(String key, JsonNode value) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (value.isObject()) {
            return key.equals(RESOURCES) ? schema.put("type", "object") : object(value);
        }
        if (value.isIntegralNumber() && !key.equals("cpu")) {
            return schema.put("type", "integer").put("minimum", FROM_ZERO.contains(key) ? 0 : 1);
        }
        if (value.isNumber()) {
            return schema.put("type", "number").put("exclusiveMinimum", 0);
        }
        return schema.put("type", "string").put("minLength", 1);
    }
}
