// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A header of a record, a call or a reply. */
@SuppressWarnings("ArrayRecordComponent") // compared as YAML
public record Header(String name, byte @Nullable [] value) {

    public static Header of(String name, String value) {
        return new Header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** One item of a list of headers: {@code name: value}. */
    static Header read(JsonNode item, String place) {
        Map.Entry<String, JsonNode> only = new Keys(item, place).single();
        String name = only.getKey();
        JsonNode value = only.getValue();
        if (value.isNull()) {
            return new Header(name, null);
        }
        if (value.isTextual()) {
            return of(name, value.textValue());
        }
        Keys keys = new Keys(value, place);
        byte[] bytes = HexFormat.of().parseHex(keys.text("hex"));
        keys.end();
        return new Header(name, bytes);
    }

    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** Its value as text; null where there is none. */
    public @Nullable String text() {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** The first of that name, in any case; null where there is none. */
    public static @Nullable String find(List<Header> headers, String name) {
        for (Header header : headers) {
            if (header.is(name)) {
                return header.text();
            }
        }
        return null;
    }

    String yaml() {
        return Quoted.name(name) + ": " + yamlValue();
    }

    private String yamlValue() {
        return value == null
                ? "null"
                : Quoted.utf8(value)
                        .map(Quoted::value)
                        .orElseGet(() -> "{hex: '" + HexFormat.of().formatHex(value) + "'}");
    }
}
