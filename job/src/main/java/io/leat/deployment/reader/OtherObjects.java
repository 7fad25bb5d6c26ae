// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The objects of a file beside its SeldonDeployments. */
public final class OtherObjects {

    /**
     * An object of another kind.
     *
     * @param document position of its document in the file, from 0
     */
    public record Found(int document, String kind, String name, JsonNode json) {}

    private static final String KIND = "SeldonDeployment";

    private OtherObjects() {}

    /** The objects of other kinds, lists taken apart. */
    static List<Found> in(List<JsonNode> documents) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            collect(documents.get(i), i, found);
        }
        return List.copyOf(found);
    }

    private static void collect(JsonNode object, int document, List<Found> into) {
        String kind = object.path("kind").asText("");
        if (kind.endsWith("List") && object.path("items").isArray()) {
            object.path("items").forEach(item -> collect(item, document, into));
        } else if (!kind.isEmpty() && !kind.equals(KIND)) {
            into.add(
                    new Found(
                            document,
                            kind,
                            object.path("metadata").path("name").asText(""),
                            object));
        }
    }
}
