// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The order in which people write an object's fields; the library's is the alphabet's. */
final class FieldOrder {

    private static final List<String> FIRST =
            List.of(
                    "apiVersion",
                    "kind",
                    "metadata",
                    "name",
                    "namespace",
                    "labels",
                    "annotations",
                    "image",
                    "imagePullPolicy",
                    "restartPolicy",
                    "command",
                    "args",
                    "env",
                    "envFrom",
                    "ports",
                    "resources",
                    "startupProbe",
                    "readinessProbe",
                    "livenessProbe",
                    "lifecycle",
                    "initContainers",
                    "containers");

    private FieldOrder() {}

    static JsonNode of(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode ordered = JsonNodeFactory.instance.objectNode();
            for (String field : FIRST) {
                if (object.has(field)) {
                    ordered.set(field, of(object.get(field)));
                }
            }
            object.properties()
                    .forEach(
                            e -> {
                                if (!ordered.has(e.getKey())) {
                                    ordered.set(e.getKey(), of(e.getValue()));
                                }
                            });
            return ordered;
        }
        if (tree instanceof ArrayNode list) {
            ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> ordered.add(of(item)));
            return ordered;
        }
        return tree;
    }
}
