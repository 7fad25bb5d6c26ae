// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.Metadata;
import io.leat.client.CallContext;
import io.leat.client.HeaderValues;
import io.leat.client.IdempotencyKey;
import io.leat.protocol.Ascii;
import io.leat.protocol.NodeCall;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns record headers into gRPC metadata. What gRPC and HTTP/2 keep for themselves stays behind,
 * and so does anything that is no legal metadata: one such header would cost the whole call.
 */
public final class GrpcMetadata {

    /** gRPC's own, what makes an HTTP/2 request malformed (RFC 9113, 8.2.2), and the puid. */
    private static final Set<String> KEPT_BACK =
            Set.of(
                    "content-type",
                    "user-agent",
                    "te",
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "transfer-encoding",
                    "upgrade",
                    "host",
                    "content-length",
                    "seldon-puid");

    // Made once: gRPC checks every name a key is made of.
    private static final Metadata.Key<String> AUTHORIZATION = text("authorization");
    private static final Metadata.Key<String> PUID = text("seldon-puid");
    private static final Metadata.Key<String> IDEMPOTENCY_KEY = text("idempotency-key");

    private final Metadata metadata = new Metadata();
    private int illegal;

    private GrpcMetadata() {}

    /**
     * The metadata of a call.
     *
     * @param nodes of the graph that are called
     * @param authorization in place of the record's own, or null
     */
    public static GrpcMetadata of(
            CallContext context, NodeCall call, int nodes, @Nullable String authorization) {
        GrpcMetadata made = new GrpcMetadata();
        String[] names = context.names();
        for (int i = 0; i < names.length; i++) {
            made.add(names[i], context.values()[i]);
        }
        if (authorization != null) {
            made.metadata.discardAll(AUTHORIZATION);
            made.add(AUTHORIZATION, authorization);
        }
        made.add(PUID, context.puid());
        made.addIdempotencyKey(context, call, nodes);
        return made;
    }

    /** The metadata of a call that is made for no record. */
    static GrpcMetadata of(@Nullable String authorization) {
        GrpcMetadata made = new GrpcMetadata();
        if (authorization != null) {
            made.add(AUTHORIZATION, authorization);
        }
        return made;
    }

    private void addIdempotencyKey(CallContext context, NodeCall call, int nodes) {
        String stated = metadata.get(IDEMPOTENCY_KEY);
        if (stated == null) {
            add(IDEMPOTENCY_KEY, IdempotencyKey.of(context.idempotencyKey(), call));
        } else {
            metadata.discardAll(IDEMPOTENCY_KEY);
            add(IDEMPOTENCY_KEY, IdempotencyKey.ofStated(stated, call, nodes));
        }
    }

    public Metadata metadata() {
        return metadata;
    }

    /** What the server may repeat of it, or null. */
    @Nullable String authorization() {
        return metadata.get(AUTHORIZATION);
    }

    /** How many headers were left off because they are no legal metadata. */
    int illegal() {
        return illegal;
    }

    private void add(String name, byte @Nullable [] value) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!isName(name) || value == null) {
            illegal++;
        } else if (key.startsWith("grpc-") || KEPT_BACK.contains(key)) {
            return;
        } else if (key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            metadata.put(Metadata.Key.of(key, Metadata.BINARY_BYTE_MARSHALLER), value);
        } else {
            // Latin-1 keeps bytes beyond ASCII visible, to be found illegal.
            add(text(key), new String(value, StandardCharsets.ISO_8859_1));
        }
    }

    /** Blanks around a value are no part of it (RFC 9110, 5.5), and HTTP/2 does not carry them. */
    private void add(Metadata.Key<String> key, String value) {
        String text = HeaderValues.trimmed(value);
        if (Ascii.isPrintable(text)) {
            metadata.put(key, text);
        } else {
            illegal++;
        }
    }

    private static Metadata.Key<String> text(String key) {
        return Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || name.equalsIgnoreCase(Metadata.BINARY_HEADER_SUFFIX)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
