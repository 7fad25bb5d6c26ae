// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import io.leat.protocol.Transport;

/** What the stub answers, for who needs no stub. */
public final class StubAnswers {

    private StubAnswers() {}

    /**
     * A body, or a message.
     *
     * @param path or method
     */
    public static byte[] of(String path, Transport transport, int rows) {
        return switch (transport) {
            case REST -> RestReplies.to(path).body(rows);
            case GRPC -> GrpcReplies.to(path).of(rows);
        };
    }
}
