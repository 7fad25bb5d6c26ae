// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.FeedbackCodec;
import io.leat.protocol.Payload;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Seldon's {@code Feedback} as JSON. Of members with one name the last counts. */
public final class JsonFeedback implements FeedbackCodec {

    private static final List<String> ROUTING = List.of("response", "meta", "routing");

    /** No number of a child is longer. */
    private static final int LONGEST_NUMBER = 20;

    @Override
    public Set<String> recordTypes() {
        return Set.of();
    }

    @Override
    public @Nullable Map<String, Integer> routing(Payload feedback) throws BadPayloadException {
        byte[] body = feedback.body();
        if (!Json.isJson(body)) {
            throw bad("a message that is no JSON");
        }
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw bad("a message that is " + Json.kind(parser.currentToken()));
            }
            return routing(parser, 0);
        } catch (IOException e) {
            throw bad("a message that is no JSON");
        }
    }

    /** Leaves the parser at the end of the object that it is at the start of. */
    private static @Nullable Map<String, Integer> routing(JsonParser parser, int depth)
            throws IOException, BadPayloadException {
        Map<String, Integer> found = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (!name.equals(ROUTING.get(depth))) {
                parser.skipChildren();
            } else if (value == JsonToken.VALUE_NULL) {
                found = null;
            } else if (value != JsonToken.START_OBJECT) {
                throw bad(path(depth) + " that is " + Json.kind(value));
            } else {
                found = depth == ROUTING.size() - 1 ? children(parser) : routing(parser, depth + 1);
            }
        }
        return found;
    }

    private static Map<String, Integer> children(JsonParser parser)
            throws IOException, BadPayloadException {
        Map<String, Integer> children = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            children.put(name, child(parser));
        }
        return children;
    }

    /** As protobuf's JSON has an int32: a whole number, in quotes or not. */
    private static int child(JsonParser parser) throws IOException, BadPayloadException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> whole(parser.getText());
            default ->
                    throw bad(
                            path(ROUTING.size() - 1)
                                    + " with "
                                    + Json.kind(parser.currentToken())
                                    + " in it");
        };
    }

    private static int whole(String text) throws BadPayloadException {
        try {
            if (text.length() <= LONGEST_NUMBER) {
                return new BigDecimal(text).intValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Told below, as a text that is no number is.
        }
        throw bad(path(ROUTING.size() - 1) + " with a value that is no whole number");
    }

    private static String path(int depth) {
        return String.join(".", ROUTING.subList(0, depth + 1));
    }

    private static BadPayloadException bad(String found) {
        return new BadPayloadException(
                found
                        + " (expected: a Feedback, such as {\"reward\": 1.0}, whose"
                        + " response.meta.routing, if there is one, maps nodes to whole numbers)");
    }

    @Override
    public Payload withRouting(Payload feedback, Map<String, Integer> routing) {
        return new Payload(
                JsonSplice.put(feedback.body(), ROUTING, JsonRouting.json(routing)),
                feedback.type());
    }
}
