// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.PointedValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the value at a JSON pointer in one pass, without a tree of the message. */
public final class JsonValueAt {

    private JsonValueAt() {}

    /**
     * The value at a pointer; of members with one name the last counts, as for most readers.
     *
     * @param pointer as RFC 6901 writes it
     * @return null where nothing stands there, or null
     * @throws BadPayloadException if the body does not begin with a JSON value
     */
    public static @Nullable PointedValue read(byte[] body, String pointer)
            throws BadPayloadException {
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() == null) {
                throw noJson(pointer);
            }
            return value(parser, JsonPointer.compile(pointer));
        } catch (IOException e) {
            throw noJson(pointer);
        }
    }

    private static BadPayloadException noJson(String pointer) {
        return new BadPayloadException(
                "a message that is no JSON (expected: JSON, to be looked into at "
                        + (pointer.isEmpty() ? "its root" : pointer)
                        + ")");
    }

    /** Leaves the parser at the end of the current value. */
    private static @Nullable PointedValue value(JsonParser parser, JsonPointer rest)
            throws IOException {
        if (rest.matches()) {
            return here(parser);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> member(parser, rest);
            case START_ARRAY -> element(parser, rest);
            default -> null;
        };
    }

    private static @Nullable PointedValue here(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY -> {
                parser.skipChildren();
                yield new PointedValue(null);
            }
            case VALUE_NULL -> null;
            default -> new PointedValue(parser.getText());
        };
    }

    private static @Nullable PointedValue member(JsonParser parser, JsonPointer rest)
            throws IOException {
        PointedValue found = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals(rest.getMatchingProperty())) {
                found = value(parser, rest.tail());
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private static @Nullable PointedValue element(JsonParser parser, JsonPointer rest)
            throws IOException {
        PointedValue found = null;
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (index++ == rest.getMatchingIndex()) {
                found = value(parser, rest.tail());
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }
}
