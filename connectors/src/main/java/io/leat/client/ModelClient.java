// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.leat.protocol.NodeCall;
import java.util.concurrent.CompletableFuture;

/** Calls the nodes of one graph. Thread-safe. */
public interface ModelClient extends AutoCloseable {

    /**
     * Makes one call. What the model, the connection or the record brings about is a {@link Reply}.
     * The future completes exceptionally with what says nothing of any of them, such as out of
     * memory or a defect of Leat's own: no verdict on a record may follow from it. It may complete
     * on any thread, which must not be blocked.
     */
    CompletableFuture<Reply> call(NodeCall call, CallContext context);

    /** Gives up every call under way and lets go of connections and threads. */
    @Override
    void close();
}
