// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import io.leat.client.readiness.Readiness.State;
import io.leat.client.readiness.WireProbe.Heard;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What listens where a model server should, and speaks neither HTTP nor TLS. */
enum OtherListener {
    KAFKA("is a Kafka broker, no model server"),
    SSH("speaks SSH, not HTTP"),
    UNKNOWN("answers, but not in HTTP"),
    /** As a proxy of a container or pod does too whose server has not started yet. */
    CLOSED("closes each connection without an answer");

    private final String words;

    OtherListener(String words) {
        this.words = words;
    }

    /**
     * By what it answers to HTTP; null for one that is silent, of which nothing is known.
     *
     * @param answersKafka whether it answers a Kafka client; asked where that is possible
     */
    static @Nullable OtherListener of(Heard heard, BooleanSupplier answersKafka) {
        String first = new String(heard.first(), StandardCharsets.ISO_8859_1);
        if (first.isEmpty()) {
            // A broker takes HTTP for the length of a request, and that for too large.
            return !heard.closed() ? null : answersKafka.getAsBoolean() ? KAFKA : CLOSED;
        }
        return first.startsWith("SSH-") ? SSH : UNKNOWN;
    }

    /** For a model that is called over this transport. */
    Readiness readiness(Transport transport) {
        String expected =
                "host and port of the model server's %s interface"
                        .formatted(transport == Transport.REST ? "REST" : "gRPC");
        return this == CLOSED
                ? new Readiness(
                        State.NOT_READY,
                        "what listens there %s: it is starting, or no model server (expected: %s)"
                                .formatted(words, expected))
                : new Readiness(
                        State.WRONG,
                        "what listens there %s (expected: %s)".formatted(words, expected));
    }
}
