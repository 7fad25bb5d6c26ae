// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec;

import io.leat.protocol.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages and expectations in the words of the tests. */
public final class Payloads {

    private Payloads() {}

    public static Payload json(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    public static List<Payload> json(String first, String second) {
        return List.of(json(first), json(second));
    }

    public static String text(Payload payload) {
        return new String(payload.body(), StandardCharsets.UTF_8);
    }
}
