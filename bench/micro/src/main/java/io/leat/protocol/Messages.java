// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

/** The bench's payloads as messages. */
final class Messages {

    private Messages() {}

    static Payload of(io.leat.bench.load.stub.LoadPayload payload) {
        String proto = payload.protoName();
        return new Payload(payload.value(), proto == null ? "application/json" : proto);
    }
}
