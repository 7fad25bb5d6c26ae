// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.util.concurrent.CompletableFuture;

/**
 * Also asks model servers how they are, in the way in which they are called: with the same TLS,
 * credentials, limits and words for what goes wrong. Thread-safe.
 */
public interface StateClient extends ModelClient {

    /**
     * Makes one request, which carries no record's headers. Completes as {@link ModelClient#call}
     * does.
     *
     * @param node whose server is asked
     * @param path REST: of a GET, percent-encoded; gRPC: the full method name
     * @param message gRPC: the request; REST: not sent
     */
    CompletableFuture<Reply> ask(String node, String path, byte[] message);
}
