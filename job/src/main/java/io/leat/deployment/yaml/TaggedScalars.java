// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leat.deployment.UnreadableFileException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Scalars by their tags: a plain one says itself what it is, a quoted one is text. */
final class TaggedScalars {

    private final String source;

    TaggedScalars(String source) {
        this.source = source;
    }

    JsonNode read(ScalarEvent event) throws UnreadableFileException {
        String tag = event.getTag();
        String text = event.getValue();
        if (tag == null && event.isPlain()) {
            return resolved(event, text);
        }
        if (tag == null) {
            return TextNode.valueOf(text);
        }
        return switch (tag) {
            case "tag:yaml.org,2002:int",
                    "tag:yaml.org,2002:float",
                    "tag:yaml.org,2002:bool",
                    "tag:yaml.org,2002:null" ->
                    ofTag(tag, event);
            case "tag:yaml.org,2002:binary" -> binary(event);
            default -> TextNode.valueOf(text);
        };
    }

    private JsonNode ofTag(String tag, ScalarEvent event) throws UnreadableFileException {
        JsonNode value = resolved(event, event.getValue());
        String kind = tag.substring(tag.lastIndexOf(':') + 1);
        boolean fits =
                switch (kind) {
                    case "int" -> value.isIntegralNumber();
                    case "float" -> value.isNumber();
                    case "bool" -> value.isBoolean();
                    default -> value instanceof NullNode;
                };
        if (!fits) {
            throw fail(event, "!!" + kind + " on a value that is none");
        }
        return value;
    }

    private JsonNode binary(ScalarEvent event) throws UnreadableFileException {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(event.getValue());
            return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw fail(event, "!!binary on a value that is no base64");
        }
    }

    private JsonNode resolved(Event event, String text) throws UnreadableFileException {
        @Nullable JsonNode value = YamlScalars.resolve(text);
        if (value == null) {
            throw fail(event, text + " (expected: a number that JSON can hold)");
        }
        return value;
    }

    private UnreadableFileException fail(Event event, String problem) {
        return YamlDocuments.unreadable(source, event, problem);
    }
}
