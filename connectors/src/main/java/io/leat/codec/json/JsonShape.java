// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape and type of a JSON value as a word: {@code 2[3[i} for two lists of three integers each.
 * Lists whose elements differ spell them out.
 */
final class JsonShape {

    /** Beyond what a signed 64-bit integer is sure to hold. */
    private static final int HUGE_DIGITS = 19;

    private static final int MAX_DEPTH = 32;

    static final String INTEGER = "i";
    static final String FLOAT = "f";

    private JsonShape() {}

    /** The word of the current value, which is read to its end; null if it is too deep. */
    static @Nullable String of(JsonParser parser) throws IOException {
        return of(parser, parser.currentToken(), 0);
    }

    private static @Nullable String of(JsonParser parser, @Nullable JsonToken token, int depth)
            throws IOException {
        if (token == null || depth > MAX_DEPTH) {
            return null;
        }
        return switch (token) {
            case VALUE_NUMBER_INT -> parser.getTextLength() < HUGE_DIGITS ? INTEGER : "h";
            case VALUE_NUMBER_FLOAT -> FLOAT;
            case VALUE_STRING -> "s";
            case VALUE_TRUE, VALUE_FALSE -> "b";
            case VALUE_NULL -> "0";
            case START_ARRAY -> array(parser, depth + 1);
            case START_OBJECT -> object(parser, depth + 1);
            case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> null;
        };
    }

    private static @Nullable String array(JsonParser parser, int depth) throws IOException {
        int count = 0;
        String each = "";
        List<String> differing = null;
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            String next = of(parser, token, depth);
            if (next == null) {
                return null;
            }
            String both = count == 0 ? next : unify(each, next);
            if (differing == null && both == null) {
                differing = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    differing.add(each);
                }
            }
            if (differing != null) {
                differing.add(next);
            } else if (both != null) {
                each = both;
            }
            count++;
        }
        return differing == null ? count + "[" + each : "(" + String.join(",", differing) + ")";
    }

    private static @Nullable String object(JsonParser parser, int depth) throws IOException {
        StringBuilder word = new StringBuilder("{");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String value = of(parser, parser.nextToken(), depth);
            if (value == null) {
                return null;
            }
            word.append(name.length()).append(':').append(name).append('=').append(value);
        }
        return word.append('}').toString();
    }

    /** The word for both, where numbers with and without a fraction are floats; or null. */
    static @Nullable String unify(String one, String other) {
        if (one.equals(other)) {
            return one;
        }
        // Names may hold any letter.
        if (one.length() != other.length() || one.indexOf('{') >= 0 || other.indexOf('{') >= 0) {
            return null;
        }
        char[] both = one.toCharArray();
        for (int i = 0; i < both.length; i++) {
            char c = other.charAt(i);
            if (both[i] != c) {
                if (!isNumber(both[i]) || !isNumber(c)) {
                    return null;
                }
                both[i] = FLOAT.charAt(0);
            }
        }
        return new String(both);
    }

    private static boolean isNumber(char c) {
        return c == INTEGER.charAt(0) || c == FLOAT.charAt(0);
    }
}
