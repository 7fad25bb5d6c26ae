// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping of a fixture's file. Each key must be asked for: an unknown one is an error. */
final class Keys {

    private final String place;
    private final Map<String, JsonNode> left = new LinkedHashMap<>();

    Keys(JsonNode node, String place) {
        this.place = place;
        if (!node.isObject()) {
            throw wrong(place, "no mapping", "one");
        }
        node.properties().forEach(entry -> left.put(entry.getKey(), entry.getValue()));
    }

    static IllegalArgumentException wrong(String place, String found, String expected) {
        return new IllegalArgumentException(place + ": " + found + " (expected: " + expected + ")");
    }

    String place(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    boolean has(String key) {
        return left.containsKey(key);
    }

    JsonNode need(String key) {
        JsonNode value = left.remove(key);
        if (value == null) {
            throw wrong(place(key), "missing", "a value");
        }
        return value;
    }

    String text(String key) {
        return text(need(key), place(key));
    }

    @Nullable String textIfPresent(String key) {
        return has(key) ? text(key) : null;
    }

    static String text(JsonNode node, String place) {
        if (!node.isTextual()) {
            throw wrong(place, "no text but " + node.getNodeType(), "text, quoted if need be");
        }
        return node.textValue();
    }

    /** A list of mappings, if there is one. */
    List<JsonNode> list(String key) {
        return has(key) ? list(need(key), place(key)) : List.of();
    }

    static List<JsonNode> list(JsonNode node, String place) {
        if (!node.isArray()) {
            throw wrong(place, "no list", "one, [] for none");
        }
        List<JsonNode> items = new ArrayList<>();
        node.forEach(items::add);
        return items;
    }

    /** What is left: the only key and its value. */
    Map.Entry<String, JsonNode> single() {
        if (left.size() != 1) {
            throw wrong(place, left.keySet() + "", "one key");
        }
        Map.Entry<String, JsonNode> only = left.entrySet().iterator().next();
        left.clear();
        return only;
    }

    /** All that is left, as text. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        left.forEach((key, value) -> texts.put(key, text(value, place(key))));
        left.clear();
        return texts;
    }

    void end() {
        if (!left.isEmpty()) {
            throw wrong(
                    place.isEmpty() ? "fixture" : place, "unknown keys " + left.keySet(), "none");
        }
    }
}
