// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leat.deployment.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of a file as kubectl takes them: a text that begins with a brace is a stream of
 * JSON values if it can be read so, everything else is YAML.
 */
public final class Documents {

    private static final ObjectReader JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(Limits.DEPTH)
                                                    .maxStringLength(Limits.TEXT)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .build()
                    .readerFor(JsonNode.class);

    private Documents() {}

    /** Every document in order; an empty one is a null node, so that positions count them all. */
    public static List<JsonNode> of(String text, String source) throws UnreadableFileException {
        if (text.length() > Limits.TEXT) {
            throw new UnreadableFileException(
                    source,
                    0,
                    0,
                    text.length() + " characters (expected: at most " + Limits.TEXT + ")");
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return read(content, source);
        } catch (UnreadableFileException failure) {
            throw TemplateMark.explain(content, source, failure);
        }
    }

    private static List<JsonNode> read(String content, String source)
            throws UnreadableFileException {
        if (!content.stripLeading().startsWith("{")) {
            return YamlDocuments.of(content, source);
        }
        try {
            return json(content, source);
        } catch (UnreadableFileException notJson) {
            return flowMapping(content, source, notJson);
        }
    }

    /**
     * YAML too may begin with a brace; if it is neither, the JSON reader's words are the better.
     */
    private static List<JsonNode> flowMapping(
            String content, String source, UnreadableFileException notJson)
            throws UnreadableFileException {
        try {
            return YamlDocuments.of(content, source);
        } catch (UnreadableFileException notYaml) {
            boolean quotedKey = content.strip().substring(1).stripLeading().startsWith("\"");
            throw quotedKey ? notJson : notYaml;
        }
    }

    private static List<JsonNode> json(String content, String source)
            throws UnreadableFileException {
        List<JsonNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> values = JSON.readValues(content)) {
            while (values.hasNextValue()) {
                documents.add(values.nextValue());
            }
            return documents;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new UnreadableFileException(
                    source,
                    at == null ? 0 : at.getLineNr(),
                    at == null ? 0 : at.getColumnNr(),
                    "no JSON value here (expected: a complete JSON object)");
        } catch (IOException e) {
            throw new UnreadableFileException(source, 0, 0, "unreadable: " + e.getMessage());
        }
    }
}
