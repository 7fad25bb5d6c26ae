// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.JsonFields;
import io.leat.deployment.schema.Placeholder;
import io.leat.deployment.schema.Problems;
import io.leat.deployment.schema.ScalarValidator;
import io.leat.deployment.validation.Units.Unit;
import java.util.List;
import java.util.Map;

/**
 * Refuses values of a guide or a template that were not filled in, wherever they would be used.
 * Brokers, topics and hosts are looked at where they are read; commands, arguments and variables of
 * models may hold such text for their own purposes.
 */
final class PlaceholderRules {

    private static final Map<String, String> OF_A_UNIT =
            Map.of(
                    "modelUri", "the model's URI",
                    "storageInitializerImage", "an image",
                    "envSecretRefName", "the name of a Secret",
                    "serviceAccountName", "the name of a ServiceAccount");

    private static final Map<String, String> OF_A_TRIGGER =
            Map.of(
                    "bootstrapServers", "HOST:PORT, several separated by commas",
                    "topic", "a topic name",
                    "consumerGroup", "the job's consumer group",
                    "serverAddress", "a URL");

    private final Problems problems;

    PlaceholderRules(Problems problems) {
        this.problems = problems;
    }

    void check(JsonNode predictor, List<Unit> units, String path) {
        units.forEach(unit -> fields(unit.json(), unit.path(), OF_A_UNIT));
        List<JsonNode> components = JsonFields.list(predictor, "componentSpecs");
        for (int i = 0; i < components.size(); i++) {
            String component = path + ".componentSpecs[" + i + "]";
            for (String kind : List.of("initContainers", "containers")) {
                each(
                        components.get(i).path("spec"),
                        kind,
                        component + ".spec.",
                        Map.of("image", "an image"));
            }
            List<JsonNode> triggers =
                    JsonFields.list(components.get(i).path("kedaSpec"), "triggers");
            for (int j = 0; j < triggers.size(); j++) {
                fields(
                        triggers.get(j).path("metadata"),
                        component + ".kedaSpec.triggers[" + j + "].metadata",
                        OF_A_TRIGGER);
            }
        }
    }

    private void each(JsonNode owner, String list, String path, Map<String, String> expected) {
        List<JsonNode> items = JsonFields.list(owner, list);
        for (int i = 0; i < items.size(); i++) {
            fields(items.get(i), path + list + "[" + i + "]", expected);
        }
    }

    private void fields(JsonNode object, String path, Map<String, String> expected) {
        for (String field : expected.keySet().stream().sorted().toList()) {
            String text = object.path(field).asText("");
            String said = Placeholder.said(text);
            if (!said.isEmpty()) {
                problems.error(
                        path + "." + field,
                        ScalarValidator.quoted(text)
                                + said
                                + " (expected: "
                                + expected.get(field)
                                + ")");
            }
        }
    }
}
