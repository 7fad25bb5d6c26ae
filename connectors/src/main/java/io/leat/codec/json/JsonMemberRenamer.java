// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Turns an answer into a request by renaming its top-level member, and leaves every other byte
 * alone: digits, order, spaces and members it does not know.
 *
 * <p>It looks only as far as the top-level names. What is no JSON at all is left for the model to
 * judge; JSON that is no object can be neither an answer nor a request.
 *
 * @param requests the members that only a request has: where one is found nothing is renamed
 * @param rules what is renamed; the first rule that applies is the only one
 */
public record JsonMemberRenamer(Set<String> requests, List<Rule> rules) {

    /** An answer's member and the request's member with the same content. */
    public record Rule(String answer, String request) {}

    /** Where the name of a member begins, its opening quote included, and what to call it. */
    private record Found(Rule rule, int offset) {}

    public Payload apply(Payload message) throws BadPayloadException {
        if (!Gzip.is(message.body())) {
            byte[] renamed = rename(message.body(), isBinary(message.type()));
            return renamed == message.body() ? message : new Payload(renamed, message.type());
        }
        byte[] plain;
        try {
            plain = Gzip.inflate(message.body());
        } catch (IOException damaged) {
            return message;
        }
        byte[] renamed = rename(plain, isBinary(message.type()));
        return renamed == plain ? message : new Payload(Gzip.deflate(renamed), message.type());
    }

    private byte[] rename(byte[] body, boolean binary) throws BadPayloadException {
        List<Found> found = find(body, binary);
        if (found.isEmpty()) {
            return body;
        }
        if (binary) {
            // The header that tells JSON from tensors would have to change with it.
            throw new BadPayloadException(
                    "an answer with binary tensors (expected: JSON alone, to be chained)");
        }
        return splice(body, found);
    }

    private List<Found> find(byte[] body, boolean binary) throws BadPayloadException {
        try (JsonParser parser = Json.parser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return List.of();
            }
            if (first != JsonToken.START_OBJECT) {
                parser.skipChildren();
                if (binary || parser.nextToken() != null) {
                    return List.of();
                }
                throw new BadPayloadException(
                        "JSON that is " + Json.kind(first) + " (expected: an object)");
            }
            List<Found> found = members(parser, Json.start(body));
            return binary || parser.nextToken() == null ? found : List.of();
        } catch (IOException noJson) {
            return List.of();
        }
    }

    private List<Found> members(JsonParser parser, int start) throws IOException {
        List<Found> found = List.of();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (requests.contains(name)) {
                return List.of();
            }
            for (Rule rule : rules) {
                if (rule.answer().equals(name)) {
                    found = found.isEmpty() ? new ArrayList<>(1) : found;
                    int offset = Json.tokenStart(parser, start);
                    found.add(new Found(rule, offset));
                }
            }
            parser.nextToken();
            parser.skipChildren();
        }
        return found;
    }

    private byte[] splice(byte[] body, List<Found> found) {
        Rule rule = rules.stream().filter(r -> has(found, r)).findFirst().orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 8);
        int done = 0;
        for (Found member : found) {
            if (member.rule().equals(rule)) {
                int name = member.offset() + 1;
                out.write(body, done, name - done);
                out.writeBytes(rule.request().getBytes(StandardCharsets.UTF_8));
                done = closingQuote(body, name);
            }
        }
        out.write(body, done, body.length - done);
        return out.toByteArray();
    }

    private static boolean has(List<Found> found, Rule rule) {
        return found.stream().anyMatch(member -> member.rule().equals(rule));
    }

    private static int closingQuote(byte[] body, int from) {
        int at = from;
        while (body[at] != '"') {
            at += body[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    /** Whether tensors may stand behind the JSON, as in v2's binary data extension. */
    private static boolean isBinary(String contentType) {
        String binary = "application/octet-stream";
        return contentType.regionMatches(true, 0, binary, 0, binary.length());
    }
}
