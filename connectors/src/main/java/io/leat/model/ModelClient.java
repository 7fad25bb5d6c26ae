package io.leat.model;

import io.leat.protocol.NodeCall;
import java.util.concurrent.CompletableFuture;

/** Calls the nodes of one graph. Thread-safe. */
public interface ModelClient extends AutoCloseable {

    /**
     * Makes one call. Whatever happens on the way is a {@link Reply}; the future completes
     * exceptionally only on a defect of Leat's own. It may complete on any thread, which must not
     * be blocked.
     */
    CompletableFuture<Reply> call(NodeCall call, CallContext context);

    /** Gives up every call under way and lets go of connections and threads. */
    @Override
    void close();
}
