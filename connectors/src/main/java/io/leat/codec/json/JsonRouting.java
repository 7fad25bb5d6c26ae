// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.leat.protocol.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code meta.routing} into a JSON answer, every other byte kept.
 *
 * <p>As executor/api/util/utils.go#InsertRouteToSeldonPredictPayload: an answer without a {@code
 * meta} object stays as it is, and a routing that a node wrote itself is replaced.
 */
public final class JsonRouting {

    /** Bytes {@code from} up to {@code to} make way; {@code name} says whether one is needed. */
    private record Gap(int from, int to, boolean name, boolean comma) {}

    private JsonRouting() {}

    public static Payload write(Payload reply, Map<String, Integer> routing) {
        byte[] body = reply.body();
        Gap gap = find(body);
        if (gap == null) {
            return reply;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 64);
        out.write(body, 0, gap.from());
        out.writeBytes(
                ((gap.name() ? "\"routing\":" : "") + json(routing) + (gap.comma() ? "," : ""))
                        .getBytes(StandardCharsets.UTF_8));
        out.write(body, gap.to(), body.length - gap.to());
        return new Payload(out.toByteArray(), reply.type());
    }

    private static @Nullable Gap find(byte[] body) {
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Gap gap = null;
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                boolean meta = parser.nextToken() == JsonToken.START_OBJECT && name.equals("meta");
                if (meta) {
                    gap = inMeta(parser, Json.start(body));
                } else {
                    parser.skipChildren();
                }
            }
            return parser.nextToken() == null ? gap : null;
        } catch (IOException noJson) {
            return null;
        }
    }

    private static Gap inMeta(JsonParser parser, int start) throws IOException {
        int open = Json.tokenEnd(parser, start);
        boolean empty = true;
        Gap routing = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            empty = false;
            parser.nextToken();
            int from = Json.tokenStart(parser, start);
            Json.finish(parser);
            int to = Json.tokenEnd(parser, start);
            if (name.equals("routing")) {
                routing = new Gap(from, to, false, false);
            }
        }
        return routing != null ? routing : new Gap(open, open, true, !empty);
    }

    static String json(Map<String, Integer> routing) {
        return new TreeMap<>(routing)
                .entrySet().stream()
                        .map(entry -> quote(entry.getKey()) + ":" + entry.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quote(String name) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + '"';
    }
}
