// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Map;

/**
 * The bytes of a message, and how a file says them. What was seen is said as what was expected is,
 * so that both can be compared as text.
 */
public interface Body {

    byte[] bytes();

    /** Other bytes, said in this way, or plainly where they cannot be. */
    Body sameWay(byte[] other);

    /** What stands behind {@code body:}. */
    String yaml();

    /** The full name of the protobuf message this is said to be; empty if it is said in bytes. */
    default String type() {
        return "";
    }

    /** Bytes that nothing is known of. */
    static Body plain(byte[] bytes) {
        return Bodies.plain(bytes);
    }

    /** Bytes of a message of that type; in hex if they are none. */
    static Body message(String type, byte[] bytes) {
        Message known = ProtoTypes.find(type).orElse(null);
        try {
            return known == null ? new Bodies.Hex(bytes) : ProtoBody.parse(known, bytes);
        } catch (InvalidProtocolBufferException e) {
            return new Bodies.Hex(bytes);
        }
    }

    /**
     * Bytes that a gRPC method is called with.
     *
     * @param method {@code /package.Service/Method}
     */
    static Body request(String method, byte[] bytes) {
        int slash = method.lastIndexOf('/');
        String service = method.substring(1, Math.max(slash, 1));
        return message(ProtoTypes.requestOf(service, method.substring(slash + 1)), bytes);
    }

    static Body read(JsonNode node, String place) {
        if (node.isTextual()) {
            return new Bodies.Text(node.textValue());
        }
        Keys keys = new Keys(node, place);
        String more = keys.has("and-hex") ? keys.text("and-hex") : "";
        Map.Entry<String, JsonNode> only = keys.single();
        String way = only.getKey();
        String inner = keys.place(way);
        if (way.equals("repeat")) {
            return Bodies.Repeated.read(only.getValue(), inner);
        }
        String text = Keys.text(only.getValue(), inner);
        return switch (way) {
            case "hex" -> Bodies.Hex.read(text);
            case "gzip" -> new Bodies.Gzip(text);
            default -> ProtoBody.read(way, text, more, inner);
        };
    }
}
