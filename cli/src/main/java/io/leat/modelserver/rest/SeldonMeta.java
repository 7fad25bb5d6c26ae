// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.json.JsonStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Seldon's Python wrapper hands on of a message's {@code meta}.
 *
 * @param members their JSON by name
 */
record SeldonMeta(Map<String, String> members) {

    static final SeldonMeta NONE = new SeldonMeta(Map.of());

    private static final Set<String> HANDED_ON = Set.of("puid", "tags", "metrics", "requestPath");

    /** Reads the object or null on which the parser stands. */
    static SeldonMeta read(JsonParser json) throws IOException, RefusedException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return NONE;
        }
        Map<String, String> members = new TreeMap<>();
        JsonStream.readMembers(
                json,
                "meta",
                (name, value) -> {
                    if (HANDED_ON.contains(name)) {
                        members.put(name, copy(value));
                    } else {
                        value.skipChildren();
                    }
                });
        return new SeldonMeta(members);
    }

    private static String copy(JsonParser value) {
        byte[] json = JsonStream.write(out -> out.copyCurrentStructureExact(value));
        return new String(json, StandardCharsets.UTF_8);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            json.writeRawValue(member.getValue());
        }
        json.writeEndObject();
    }
}
