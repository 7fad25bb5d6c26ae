// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;

/** JSON as model servers write it: UTF-8, with or without a byte order mark, NaN and Infinity. */
public final class Json {

    /** As encoding/json, which v1 read with: deeper JSON is no JSON. */
    private static final int MAX_DEPTH = 10_000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    // Always UTF-8: offsets into the bytes are asked for.
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    // Names come from outside: none is kept for good, and none can be made to fail.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    // Size is limited by the topic; a long name or number is no error.
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private Json() {}

    /** A parser whose byte offsets count from {@link #start}. */
    public static JsonParser parser(byte[] body) throws IOException {
        int start = start(body);
        return FACTORY.createParser(body, start, body.length - start);
    }

    /** Where the text begins: behind the byte order mark, if there is one. */
    public static int start(byte[] body) {
        boolean mark =
                body.length >= 3
                        && body[0] == (byte) 0xEF
                        && body[1] == (byte) 0xBB
                        && body[2] == (byte) 0xBF;
        return mark ? 3 : 0;
    }

    /** Whether the body is one JSON value in UTF-8 and nothing else. */
    public static boolean isJson(byte[] body) {
        // What the parser skips it does not look into.
        if (!UnsafeByteOperations.unsafeWrap(body).isValidUtf8()) {
            return false;
        }
        try (JsonParser parser = parser(body)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Bytes {@code from} up to {@code to} of a body. */
    public record Span(int from, int to) {}

    /** Where the current token begins in a body whose text begins at {@code start}. */
    public static int tokenStart(JsonParser parser, int start) {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where the current token, {@link #finish finished}, ends. */
    public static int tokenEnd(JsonParser parser, int start) {
        return start + (int) parser.currentLocation().getByteOffset();
    }

    /** Goes to the end of the current value, which the parser else reads no sooner than it must. */
    static void finish(JsonParser parser) throws IOException {
        parser.finishToken();
        parser.skipChildren();
    }

    /** What a value is called in a message to a person. */
    static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "no JSON";
        };
    }
}
