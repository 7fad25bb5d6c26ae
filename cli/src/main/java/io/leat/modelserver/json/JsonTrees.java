// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** JSON bodies as Jackson's trees. A member that is missing is a missing node, never null. */
public final class JsonTrees {

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                                    .build())
                    // What is handed on goes out as it came, 1.50 for example.
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private JsonTrees() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static byte[] write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    /**
     * Reads a body; nothing is a missing node.
     *
     * @throws RefusedException if it is malformed, has a member twice, or is more than one value
     */
    public static JsonNode read(byte[] body) throws RefusedException {
        try (JsonParser json = MAPPER.createParser(body)) {
            JsonNode tree = MAPPER.readTree(json);
            if (json.nextToken() != null) {
                throw RefusedException.badRequest("body: more than one JSON value");
            }
            return tree == null ? MAPPER.missingNode() : tree;
        } catch (JsonProcessingException e) {
            // The library's own text quotes what it stumbled over, which is payload.
            throw RefusedException.badRequest("body: malformed JSON" + position(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    public static JsonNode requireObject(JsonNode node, String where) throws RefusedException {
        return require(node, JsonNodeType.OBJECT, where, "an object");
    }

    public static JsonNode requireArray(JsonNode node, String where) throws RefusedException {
        return require(node, JsonNodeType.ARRAY, where, "an array");
    }

    /** The elements of an array, none where it is missing. */
    public static Iterable<JsonNode> elements(JsonNode node, String where) throws RefusedException {
        return node.isMissingNode() ? node : requireArray(node, where);
    }

    public static String text(JsonNode node, String where) throws RefusedException {
        return require(node, JsonNodeType.STRING, where, "a string").textValue();
    }

    /** The lengths of a tensor's dimensions. */
    public static Shape shape(JsonNode node, String where) throws RefusedException {
        List<Long> lengths = new ArrayList<>();
        for (JsonNode length : elements(node, where)) {
            if (!length.isIntegralNumber() || !length.canConvertToLong()) {
                throw refused(length, where, "whole numbers");
            }
            if (length.longValue() < 0) {
                throw RefusedException.badRequest(
                        where + ": " + length.longValue() + " (expected: 0 or more)");
            }
            lengths.add(length.longValue());
        }
        return new Shape(lengths);
    }

    private static JsonNode require(JsonNode node, JsonNodeType type, String where, String expected)
            throws RefusedException {
        if (node.getNodeType() != type) {
            throw refused(node, where, expected);
        }
        return node;
    }

    static RefusedException refused(JsonNode found, String where, String expected) {
        String kind =
                switch (found.getNodeType()) {
                    case OBJECT, POJO -> "an object";
                    case ARRAY -> "an array";
                    case STRING, BINARY -> "a string";
                    case NUMBER -> "a number";
                    case BOOLEAN -> "a boolean";
                    case NULL -> "null";
                    case MISSING -> "nothing";
                };
        return RefusedException.badRequest(where + ": " + kind + " (expected: " + expected + ")");
    }

    private static String position(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
