// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.leat.client.CallContext;
import io.leat.client.HeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns record headers into HTTP headers. What concerns one connection or frames the body stays
 * behind, and so does anything that is no legal header: no CR, LF or NUL reaches a socket.
 */
final class HttpRecordHeaders {

    /** Hop-by-hop, framing and negotiation (RFC 9110, 7.6.1), and what the client sets itself. */
    private static final Set<String> KEPT_BACK =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "host",
                    "content-length",
                    "expect",
                    "accept-encoding",
                    "content-type",
                    "seldon-puid");

    /** True of the record's own body only, not of what an earlier node has answered. */
    private static final Set<String> OF_THE_BODY =
            Set.of("content-encoding", "inference-header-content-length");

    private HttpRecordHeaders() {}

    /**
     * Adds the headers of a record.
     *
     * @param body what is sent: the record's own, or an earlier node's answer
     * @return how many were left off because they are no legal HTTP headers
     */
    static int addTo(HttpHeaders http, CallContext context, byte[] body) {
        int illegal = 0;
        String[] names = context.names();
        for (int i = 0; i < names.length; i++) {
            byte @Nullable [] value = context.values()[i];
            if (!isToken(names[i]) || value == null || !isFieldValue(value)) {
                illegal++;
            } else if (passes(names[i].toLowerCase(Locale.ROOT), context, body)) {
                // Latin-1 maps every byte to one char and back, so UTF-8 passes as it is.
                String text = new String(value, StandardCharsets.ISO_8859_1);
                http.add(names[i], HeaderValues.trimmed(text));
            }
        }
        return illegal;
    }

    private static boolean passes(String name, CallContext context, byte[] body) {
        if (OF_THE_BODY.contains(name)) {
            // A rewritten body is packed again if it was.
            return body == context.body() || isGzip(body);
        }
        return !KEPT_BACK.contains(name);
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 1 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
    }

    private static boolean isToken(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFieldValue(byte[] value) {
        for (byte b : value) {
            boolean control = b >= 0 && b < 0x20 && b != '\t';
            if (control || b == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
