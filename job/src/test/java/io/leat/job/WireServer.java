// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.job.wire.Fixture.Reply;
import io.leat.job.wire.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real server on loopback that stands for one node, over HTTP or gRPC. */
interface WireServer extends AutoCloseable {

    /** What the server does with a call; null where it knows no reply. */
    @FunctionalInterface
    interface Handler {
        /**
         * Answers a call.
         *
         * @param path from the slash on
         * @param headers those that the transport does not set for itself, in lower case
         */
        @Nullable Reply answer(String path, List<Header> headers, byte[] body);
    }

    static WireServer http(Handler handler) {
        return new WireHttpServer(handler);
    }

    static WireServer grpc(Handler handler) {
        return new WireGrpcServer(handler);
    }

    int port();

    @Override
    void close();
}
