// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.EnumField;
import io.leat.deployment.schema.JsonFields;
import io.leat.graph.Implementation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The units of a predictor's graph and the containers they run in, as v1 matches them by name. */
public final class Units {

    /** A unit and where it stands. */
    public record Unit(JsonNode json, String path) {

        public String name() {
            return json.path("name").asText();
        }

        /** Whether it is served from {@code modelUri}: any implementation that is not built in. */
        public boolean prepackaged() {
            Implementation implementation = implementation();
            return implementation == null || implementation.isPrepackaged();
        }

        /**
         * As stated, {@code UNKNOWN_IMPLEMENTATION} if absent, null for one that is not among v1's
         * own: an operator may have been taught further servers.
         */
        public @Nullable Implementation implementation() {
            if (!json.has("implementation")) {
                return Implementation.UNKNOWN_IMPLEMENTATION;
            }
            return EnumField.IMPLEMENTATIONS.find(json.path("implementation").asText());
        }
    }

    /** A container and the position of its component. */
    public record Container(JsonNode json, int component) {

        public String name() {
            return json.path("name").asText();
        }
    }

    private Units() {}

    /** A unit and all below it, a unit before its children. */
    public static List<Unit> preOrder(JsonNode root, String path) {
        List<Unit> units = new ArrayList<>();
        collect(root, path, units);
        return units;
    }

    private static void collect(JsonNode unit, String path, List<Unit> into) {
        into.add(new Unit(unit, path));
        List<JsonNode> children = JsonFields.list(unit, "children");
        for (int i = 0; i < children.size(); i++) {
            collect(children.get(i), path + ".children[" + i + "]", into);
        }
    }

    /** The containers of all components in order, init containers left out. */
    public static List<Container> containers(JsonNode predictor) {
        List<Container> containers = new ArrayList<>();
        List<JsonNode> components = JsonFields.list(predictor, "componentSpecs");
        for (int i = 0; i < components.size(); i++) {
            for (JsonNode container :
                    JsonFields.list(components.get(i).path("spec"), "containers")) {
                containers.add(new Container(container, i));
            }
        }
        return containers;
    }

    /** The same by name, the first of each. */
    public static Map<String, Container> byName(List<Container> containers) {
        Map<String, Container> byName = new HashMap<>();
        containers.forEach(container -> byName.putIfAbsent(container.name(), container));
        return byName;
    }
}
