// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A schema as custom resource definitions have it, every object closed: a field it does not name is
 * an error, where the API server would only drop it.
 */
record StructuralSchema(JsonNode schema) {

    /** What is wrong with a value, a line each. */
    List<String> problems(JsonNode value) {
        List<String> problems = new ArrayList<>();
        check(schema, value, "", problems);
        return problems;
    }

    private static void check(JsonNode schema, JsonNode value, String path, List<String> problems) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            expect(value.isInt() || value.isTextual(), "an integer or text", path, problems);
            return;
        }
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                && !schema.has("properties")) {
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> object(schema, value, path, problems);
            case "array" -> {
                expect(value.isArray(), "a list", path, problems);
                for (int i = 0; i < value.size(); i++) {
                    check(schema.path("items"), value.get(i), path + "[" + i + "]", problems);
                }
            }
            case "string" -> {
                expect(value.isTextual(), "text", path, problems);
                choice(schema.path("enum"), value, path, problems);
            }
            case "integer" -> expect(value.isIntegralNumber(), "an integer", path, problems);
            case "number" -> expect(value.isNumber(), "a number", path, problems);
            case "boolean" -> expect(value.isBoolean(), "true or false", path, problems);
            default -> problems.add(path + ": the schema states no type");
        }
    }

    private static void choice(JsonNode words, JsonNode value, String path, List<String> problems) {
        boolean known = words.isMissingNode();
        for (JsonNode word : words) {
            known |= word.equals(value);
        }
        expect(known, "one of " + words, path, problems);
    }

    private static void object(
            JsonNode schema, JsonNode value, String path, List<String> problems) {
        expect(value.isObject(), "an object", path, problems);
        for (JsonNode required : schema.path("required")) {
            expect(value.has(required.asText()), required.asText() + " in it", path, problems);
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String at = path + "." + field.getKey();
            JsonNode known = schema.path("properties").path(field.getKey());
            JsonNode any = schema.path("additionalProperties");
            if (!known.isMissingNode()) {
                check(known, field.getValue(), at, problems);
            } else if (any.isObject()) {
                check(any, field.getValue(), at, problems);
            } else {
                problems.add(at + ": unknown field");
            }
        }
    }

    private static void expect(boolean right, String expected, String path, List<String> problems) {
        if (!right) {
            problems.add(path + " (expected: " + expected + ")");
        }
    }
}
