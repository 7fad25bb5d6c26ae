// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.refusal;

import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The protocol that a server speaks, by the first bytes it sends. */
public enum WireProtocol {
    HTTP_1("HTTP/1.1"),
    HTTP_2("HTTP/2 (gRPC)"),
    TLS("TLS");

    /** As many bytes as it takes to tell. */
    public static final int FIRST_BYTES = 9;

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;

    private final String words;

    WireProtocol(String words) {
        this.words = words;
    }

    /**
     * Null if it is none of them.
     *
     * @param first the first bytes that came over a connection
     */
    public static @Nullable WireProtocol of(byte[] first) {
        if (first.length > 1 && (first[0] == ALERT || first[0] == HANDSHAKE) && first[1] == 3) {
            return TLS;
        }
        if (first.length > 4 && first[0] == 0 && (first[3] == SETTINGS || first[3] == GOAWAY)) {
            return HTTP_2; // its frames begin with length, type and flags
        }
        String text = new String(first, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        // Python's own server answers HTTP/2 with a page, and no status line before it.
        return text.startsWith("http/1") || text.startsWith("<!do") || text.startsWith("<html")
                ? HTTP_1
                : null;
    }

    /** Whether a call in plain text over this transport can succeed here. */
    public boolean suits(Transport transport) {
        return switch (transport) {
            case REST -> this == HTTP_1;
            case GRPC -> this == HTTP_2;
        };
    }

    /** For a call in plain text over a transport that it does not suit. */
    public String mismatch(Transport transport) {
        String found = "the server speaks " + words + ", ";
        if (this == TLS) {
            return found
                    + "and the call is plain text (expected: LEAT_MODEL_TLS=true, or https:// or"
                    + " grpcs:// with --model)";
        }
        return switch (transport) {
            case REST ->
                    found
                            + "transport is rest (expected: transport grpc, or the port of the"
                            + " server's REST interface)";
            case GRPC ->
                    found
                            + "transport is grpc (expected: transport rest, or the port of the"
                            + " server's gRPC interface)";
        };
    }

    /** For a call over TLS to a server that speaks this in plain text. */
    public String withoutTls() {
        return "the server speaks "
                + words
                + " in plain text (expected: TLS, as LEAT_MODEL_TLS or the https:// or grpcs:// of"
                + " --model states, or the server's TLS port)";
    }
}
