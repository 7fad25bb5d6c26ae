// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts a member into a JSON object, objects on the way to it included, every other byte kept. */
final class JsonSplice {

    private final byte[] body;
    private final int start;
    private final String value;

    private JsonSplice(byte[] body, String value) {
        this.body = body;
        this.start = Json.start(body);
        this.value = value;
    }

    /** Bytes {@code from} up to {@code to} make way for a text. */
    private record Change(int from, int to, String text) {}

    /**
     * The object with another member. What stands in its place, or where an object must be, makes
     * way; of members with one name the last counts.
     *
     * @param body a JSON object
     * @param path at least one name that needs no escape
     * @param value as JSON
     */
    static byte[] put(byte[] body, List<String> path, String value) {
        JsonSplice splice = new JsonSplice(body, value);
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no object (expected: one)");
            }
            return splice.apply(splice.in(parser, path));
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON (expected: an object)", e);
        }
    }

    private Change in(JsonParser parser, List<String> path) throws IOException {
        int open = Json.tokenEnd(parser, start);
        boolean empty = true;
        Change change = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            empty = false;
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            boolean here = name.equals(path.get(0));
            if (here && object && path.size() > 1) {
                change = in(parser, path.subList(1, path.size()));
                continue;
            }
            int from = Json.tokenStart(parser, start);
            Json.finish(parser);
            if (here) {
                change = new Change(from, Json.tokenEnd(parser, start), nested(path, 1));
            }
        }
        return change != null
                ? change
                : new Change(open, open, nested(path, 0) + (empty ? "" : ","));
    }

    /** The value below the names of a path, which become members from this one on. */
    private String nested(List<String> path, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < path.size(); i++) {
            text.append(i == 0 ? "\"" : "{\"").append(path.get(i)).append("\":");
        }
        return text.append(value).append("}".repeat(path.size() - Math.max(1, from))).toString();
    }

    private byte[] apply(Change change) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 64);
        out.write(body, 0, change.from());
        out.writeBytes(change.text().getBytes(StandardCharsets.UTF_8));
        out.write(body, change.to(), body.length - change.to());
        return out.toByteArray();
    }
}
