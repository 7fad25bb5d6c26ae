// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.codec.tensor.Matrix;
import io.leat.protocol.BadPayloadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a SeldonMessage in JSON, and where they stand.
 *
 * @param tensor whether they stand in {@code data.tensor.values}; else in {@code data.ndarray}
 * @param span the bytes of that array
 */
record JsonMatrix(Matrix matrix, boolean tensor, Json.Span span) {

    static JsonMatrix read(byte[] body) throws BadPayloadException {
        try (JsonParser parser = Json.parser(body)) {
            JsonMatrix found = null;
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                for (String name = parser.nextFieldName();
                        name != null;
                        name = parser.nextFieldName()) {
                    if (parser.nextToken() == JsonToken.START_OBJECT && name.equals("data")) {
                        found = data(parser, Json.start(body));
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            if (found == null || parser.nextToken() != null) {
                throw Matrix.unsuitable("no SeldonMessage with data");
            }
            return found;
        } catch (IOException noJson) {
            throw Matrix.unsuitable("no JSON");
        }
    }

    /** The message with other numbers in the place of its own, everything else kept. */
    byte[] with(byte[] body, Matrix other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
        out.write(body, 0, span.from());
        out.writeBytes(json(other).getBytes(StandardCharsets.UTF_8));
        out.write(body, span.to(), body.length - span.to());
        return out.toByteArray();
    }

    private String json(Matrix other) {
        StringJoiner rows = new StringJoiner(",", "[", "]");
        for (int row = 0; row < other.rows(); row++) {
            StringJoiner numbers = new StringJoiner(",", tensor ? "" : "[", tensor ? "" : "]");
            for (int column = 0; column < other.columns(); column++) {
                numbers.add(Double.toString(other.values()[row * other.columns() + column]));
            }
            rows.add(numbers.toString());
        }
        return rows.toString();
    }

    private static @Nullable JsonMatrix data(JsonParser parser, int start)
            throws IOException, BadPayloadException {
        JsonMatrix found = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("tensor") && value == JsonToken.START_OBJECT) {
                found = tensor(parser, start);
            } else if (name.equals("ndarray") && value == JsonToken.START_ARRAY) {
                found = ndarray(parser, start);
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private static JsonMatrix tensor(JsonParser parser, int start)
            throws IOException, BadPayloadException {
        List<Integer> shape = List.of();
        double[] values = {};
        Json.Span span = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("shape") && value == JsonToken.START_ARRAY) {
                shape = numbers(parser).mapToObj(number -> (int) number).toList();
            } else if (name.equals("values") && value == JsonToken.START_ARRAY) {
                int from = Json.tokenStart(parser, start);
                values = numbers(parser).toArray();
                span = new Json.Span(from, Json.tokenEnd(parser, start));
            } else {
                parser.skipChildren();
            }
        }
        if (span == null) {
            throw Matrix.unsuitable("data.tensor without values");
        }
        return new JsonMatrix(Matrix.of(shape, values), true, span);
    }

    private static JsonMatrix ndarray(JsonParser parser, int start)
            throws IOException, BadPayloadException {
        int from = Json.tokenStart(parser, start);
        DoubleStream.Builder values = DoubleStream.builder();
        int size = 0;
        int rows = 0;
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            int columns = numbers(parser, values);
            size += columns;
            rows++;
            if (columns * rows != size) {
                throw Matrix.unsuitable("data.ndarray with rows of different length");
            }
        }
        if (parser.currentToken() != JsonToken.END_ARRAY || rows == 0) {
            throw Matrix.unsuitable("data.ndarray that is no list of rows");
        }
        Json.Span span = new Json.Span(from, Json.tokenEnd(parser, start));
        List<Integer> shape = List.of(rows, size / rows);
        return new JsonMatrix(Matrix.of(shape, values.build().toArray()), false, span);
    }

    private static DoubleStream numbers(JsonParser parser) throws IOException, BadPayloadException {
        DoubleStream.Builder numbers = DoubleStream.builder();
        numbers(parser, numbers);
        return numbers.build();
    }

    /** How many there are in the list that has begun. */
    private static int numbers(JsonParser parser, DoubleConsumer into)
            throws IOException, BadPayloadException {
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = parser.currentToken();
            if (token == null || !token.isNumeric()) {
                throw Matrix.unsuitable(
                        "a row with " + (token == null ? "no end" : Json.kind(token)) + " in it");
            }
            into.accept(parser.getDoubleValue());
            count++;
        }
        return count;
    }
}
