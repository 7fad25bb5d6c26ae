// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.EnvVar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Variables of containers. */
public final class EnvReader {

    private EnvReader() {}

    public static List<EnvVar> read(JsonNode owner) {
        List<EnvVar> variables = new ArrayList<>();
        for (JsonNode variable : JsonFields.list(owner, "env")) {
            String reference = reference(variable.path("valueFrom"));
            boolean refers = variable.has("valueFrom");
            variables.add(
                    new EnvVar(
                            variable.path("name").asText(),
                            refers ? null : variable.path("value").asText(""),
                            refers ? reference : null));
        }
        return variables;
    }

    private static String reference(JsonNode from) {
        for (String kind : List.of("secretKeyRef", "configMapKeyRef")) {
            if (from.has(kind)) {
                JsonNode key = from.path(kind);
                return kind + " " + key.path("name").asText() + "/" + key.path("key").asText();
            }
        }
        @Nullable String field = JsonFields.text(from.path("fieldRef"), "fieldPath");
        if (field != null) {
            return "fieldRef " + field;
        }
        @Nullable String resource = JsonFields.text(from.path("resourceFieldRef"), "resource");
        return resource == null ? "valueFrom" : "resourceFieldRef " + resource;
    }
}
