package io.leat.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages and expectations in the words of the tests. */
final class Payloads {

    private Payloads() {}

    static Payload json(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    static List<Payload> json(String first, String second) {
        return List.of(json(first), json(second));
    }

    static String text(Payload payload) {
        return new String(payload.body(), StandardCharsets.UTF_8);
    }
}
