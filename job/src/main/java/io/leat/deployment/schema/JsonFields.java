// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Access to a checked document: what is there is of the right type, what is absent is empty. */
public final class JsonFields {

    private JsonFields() {}

    /** A text field, or null where it is absent or empty, which Go does not tell apart. */
    public static @Nullable String text(JsonNode object, String field) {
        String text = object.path(field).asText("");
        return text.isEmpty() ? null : text;
    }

    /** A text field, or a default where it is absent or empty. */
    public static String text(JsonNode object, String field, String otherwise) {
        return Objects.requireNonNullElse(text(object, field), otherwise);
    }

    public static List<JsonNode> list(JsonNode object, String field) {
        List<JsonNode> items = new ArrayList<>();
        object.path(field).forEach(items::add);
        return items;
    }

    public static Map<String, String> map(JsonNode object, String field) {
        Map<String, String> map = new LinkedHashMap<>();
        object.path(field).properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }
}
