// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a JSON array.
 *
 * @param from behind the opening bracket
 * @param to at the closing one
 * @param count of the elements
 * @param shape of each, as {@link JsonShape} spells it; null where they differ
 */
public record JsonRows(int from, int to, int count, @Nullable String shape) {

    /** Reads the array that has just begun to its end. */
    public static JsonRows read(JsonParser parser, int start) throws IOException {
        int from = Json.tokenEnd(parser, start);
        int own = parser.getParsingContext().getNestingDepth();
        int count = 0;
        String shape = "";
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new IOException("an array without an end");
            }
            String next = JsonShape.of(parser);
            shape = count == 0 ? next : unify(shape, next);
            leave(parser, own);
            count++;
        }
        return new JsonRows(from, Json.tokenEnd(parser, start) - 1, count, shape);
    }

    private static @Nullable String unify(@Nullable String one, @Nullable String other) {
        return one == null || other == null ? null : JsonShape.unify(one, other);
    }

    /** What was given up for its depth is read on to its end. */
    private static void leave(JsonParser parser, int depth) throws IOException {
        while (parser.getParsingContext().getNestingDepth() > depth) {
            if (parser.nextToken() == null) {
                throw new IOException("an array without an end");
            }
        }
    }

    /** Whether each element is an array. */
    public boolean isNested() {
        return shape != null && isList(shape);
    }

    private static boolean isList(String shape) {
        int at = 0;
        while (at < shape.length() && Character.isDigit(shape.charAt(at))) {
            at++;
        }
        return (at > 0 && at < shape.length() && shape.charAt(at) == '[') || shape.startsWith("(");
    }

    /**
     * The place behind so many more elements of an array that is known to be JSON: at a comma, or
     * at its end.
     */
    static int skip(byte[] body, int from, int to, int elements) {
        int depth = 0;
        int left = elements;
        for (int at = from; at < to; at++) {
            switch (body[at]) {
                case '"' -> at = endOfString(body, at + 1);
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                case ',' -> {
                    if (depth == 0 && --left == 0) {
                        return at;
                    }
                }
                default -> {}
            }
        }
        return to;
    }

    private static int endOfString(byte[] body, int from) {
        int at = from;
        while (body[at] != '"') {
            at += body[at] == '\\' ? 2 : 1;
        }
        return at;
    }
}
