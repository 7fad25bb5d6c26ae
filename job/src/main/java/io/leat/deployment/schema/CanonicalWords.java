// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Writes the words of a checked document as Seldon Core v1 does, whatever their case: {@code GRPC}
 * as {@code grpc}, {@code model} as {@code MODEL}. A word that means nothing stays as it is.
 */
public final class CanonicalWords {

    private CanonicalWords() {}

    /** Rewrites a SeldonDeployment. */
    public static void write(ObjectNode document) {
        JsonNode spec = document.path("spec");
        write(spec, "protocol", EnumField.PROTOCOLS);
        write(spec, "transport", EnumField.TRANSPORTS);
        write(spec, "serverType", EnumField.SERVER_TYPES);
        for (JsonNode predictor : spec.path("predictors")) {
            writePredictor(predictor);
        }
    }

    /** Rewrites a predictor on its own. */
    public static void writePredictor(JsonNode predictor) {
        writeUnit(predictor.path("graph"));
    }

    private static void writeUnit(JsonNode unit) {
        write(unit, "type", EnumField.TYPES);
        write(unit, "implementation", EnumField.IMPLEMENTATIONS);
        write(unit.path("endpoint"), "type", EnumField.ENDPOINT_TYPES);
        if (unit.path("methods") instanceof ArrayNode methods) {
            for (int i = 0; i < methods.size(); i++) {
                if (methods.get(i).isTextual()) {
                    methods.set(i, canonical(EnumField.METHODS, methods.get(i)));
                }
            }
        }
        for (JsonNode child : unit.path("children")) {
            writeUnit(child);
        }
    }

    private static void write(JsonNode object, String field, EnumField<?> words) {
        if (object instanceof ObjectNode fields && fields.path(field).isTextual()) {
            fields.set(field, canonical(words, fields.path(field)));
        }
    }

    private static JsonNode canonical(EnumField<?> words, JsonNode word) {
        return TextNode.valueOf(words.canonical(word.textValue()));
    }
}
