// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.leat.modelserver.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streaming JSON, in and out, without a tree in between. */
public final class JsonStream {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build();

    private JsonStream() {}

    /** Writes one JSON document. */
    public interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    /** Reads what the parser stands on, its last token included. */
    public interface Reading {
        void from(JsonParser json) throws IOException, RefusedException;
    }

    public static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Reads a body that must be exactly one JSON object; {@code member} is given each member. */
    public static void readObject(byte[] body, Member member) throws RefusedException {
        read(body, json -> readMembers(json, "body", member));
    }

    /** Reads a body that must be exactly one JSON value. */
    public static void read(byte[] body, Reading value) throws RefusedException {
        try (JsonParser json = FACTORY.createParser(body)) {
            json.nextToken();
            value.from(json);
            if (json.nextToken() != null) {
                throw RefusedException.badRequest("body: more than one JSON value");
            }
        } catch (JsonProcessingException e) {
            // The library's own text quotes what it stumbled over, which is payload.
            throw RefusedException.badRequest("body: malformed JSON" + position(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** One member of an object; the parser stands on the first token of its value. */
    public interface Member {
        void read(String name, JsonParser json) throws IOException, RefusedException;
    }

    public static void readMembers(JsonParser json, String where, Member member)
            throws IOException, RefusedException {
        expect(json, JsonToken.START_OBJECT, where, "an object");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            member.read(name, json);
        }
    }

    public static void readElements(JsonParser json, String where, Reading element)
            throws IOException, RefusedException {
        expect(json, JsonToken.START_ARRAY, where, "an array");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.from(json);
        }
    }

    /** Reads the lengths of a tensor's dimensions. */
    public static List<Long> readLengths(JsonParser json, String where)
            throws IOException, RefusedException {
        List<Long> lengths = new ArrayList<>();
        readElements(
                json,
                where,
                element -> {
                    expect(element, JsonToken.VALUE_NUMBER_INT, where, "whole numbers");
                    long length = element.getLongValue();
                    if (length < 0) {
                        throw RefusedException.badRequest(
                                where + ": " + length + " (expected: 0 or more)");
                    }
                    lengths.add(length);
                });
        return lengths;
    }

    public static String readText(JsonParser json, String where)
            throws IOException, RefusedException {
        expect(json, JsonToken.VALUE_STRING, where, "a string");
        return json.getText();
    }

    public static void expect(JsonParser json, JsonToken token, String where, String expected)
            throws RefusedException {
        if (json.currentToken() != token) {
            throw RefusedException.badRequest(
                    where + ": " + kind(json.currentToken()) + " (expected: " + expected + ")");
        }
    }

    /** What a token is, in words for a message. */
    static String kind(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> token.name();
        };
    }

    private static String position(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
