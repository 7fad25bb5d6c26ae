// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.codec.tensor.RouteNumber;
import io.leat.protocol.BadPayloadException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a router's JSON answer: a SeldonMessage or a plain list of whole numbers.
 *
 * <p>As executor/api/util/utils.go#ExtractRouteFromSeldonJson: the first number of {@code ndarray}
 * (or of its first row), {@code tensor.values} or {@code tftensor.intVal}, fractions cut; a string
 * in an {@code ndarray} is 0; {@code data} without any of these is -1. Where v1 ended its process
 * the answer is refused.
 */
public final class JsonRoute {

    private static final String EXPECTED =
            " (expected: a SeldonMessage with data.ndarray, data.tensor or data.tftensor, or a list"
                    + " of whole numbers)";
    private static final Set<String> VALUES = Set.of("values");
    private static final Set<String> INT_VALUES = Set.of("intVal", "int_val");
    private static final int ALL_CHILDREN = -1;

    private JsonRoute() {}

    public static int read(byte[] body) throws BadPayloadException {
        try (JsonParser parser = Json.parser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw bad("an empty answer");
            }
            int route =
                    switch (first) {
                        case START_ARRAY -> wholeNumbers(parser);
                        case START_OBJECT -> message(parser);
                        default -> throw bad("an answer that is " + Json.kind(first));
                    };
            if (parser.nextToken() != null) {
                throw bad("an answer that is no JSON");
            }
            return route;
        } catch (IOException e) {
            throw bad("an answer that is no JSON");
        }
    }

    private static int wholeNumbers(JsonParser parser) throws IOException, BadPayloadException {
        Integer first = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw bad("a list with " + Json.kind(parser.currentToken()) + " in it");
            }
            first = first == null ? (Integer) cut(parser) : first;
        }
        if (first == null) {
            throw bad("an empty list");
        }
        return first;
    }

    private static int message(JsonParser parser) throws IOException, BadPayloadException {
        Integer route = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            boolean data = parser.nextToken() == JsonToken.START_OBJECT && name.equals("data");
            if (data) {
                route = data(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (route == null) {
            throw bad("a SeldonMessage without data");
        }
        return route;
    }

    private static int data(JsonParser parser) throws IOException, BadPayloadException {
        int route = ALL_CHILDREN;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "ndarray" -> route = ndarray(parser);
                case "tensor" -> route = tensor(parser, name, VALUES);
                case "tftensor" -> route = tensor(parser, name, INT_VALUES);
                default -> parser.skipChildren();
            }
        }
        return route;
    }

    private static int ndarray(JsonParser parser) throws IOException, BadPayloadException {
        if (!parser.isExpectedStartArrayToken()) {
            throw bad("data.ndarray that is " + Json.kind(parser.currentToken()));
        }
        Integer route = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (route != null) {
                parser.skipChildren();
            } else if (parser.isExpectedStartArrayToken()) {
                route = firstNumber(parser, "data.ndarray", true);
            } else {
                route = number(parser, "data.ndarray", true);
                parser.skipChildren();
            }
        }
        if (route == null) {
            throw bad("an empty data.ndarray");
        }
        return route;
    }

    private static int tensor(JsonParser parser, String name, Set<String> members)
            throws IOException, BadPayloadException {
        String path = "data." + name;
        if (!parser.isExpectedStartObjectToken()) {
            throw bad(path + " that is " + Json.kind(parser.currentToken()));
        }
        Integer route = null;
        for (String next = parser.nextFieldName(); next != null; next = parser.nextFieldName()) {
            boolean list = parser.nextToken() == JsonToken.START_ARRAY && members.contains(next);
            if (list) {
                route = firstNumber(parser, path, false);
            } else {
                parser.skipChildren();
            }
        }
        if (route == null) {
            throw bad(path + " without values");
        }
        return route;
    }

    private static int firstNumber(JsonParser parser, String path, boolean strings)
            throws IOException, BadPayloadException {
        Integer route = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            route = route == null ? number(parser, path, strings) : route;
            parser.skipChildren();
        }
        if (route == null) {
            throw bad(path + " with nothing in it");
        }
        return route;
    }

    private static @Nullable Integer number(JsonParser parser, String path, boolean strings)
            throws IOException, BadPayloadException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cut(parser);
            case VALUE_STRING -> {
                if (strings) {
                    yield 0;
                }
                throw bad(path + " with a string in it");
            }
            default -> throw bad(path + " with " + Json.kind(parser.currentToken()) + " in it");
        };
    }

    private static int cut(JsonParser parser) throws IOException, BadPayloadException {
        return RouteNumber.cut(parser.getDoubleValue());
    }

    private static BadPayloadException bad(String found) {
        return new BadPayloadException(found + EXPECTED);
    }
}
