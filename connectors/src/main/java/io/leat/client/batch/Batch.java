// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.batch;

import io.leat.client.CallContext;
import io.leat.client.Reply;
import io.leat.client.retry.EndpointLimiter;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.NodeCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Requests that will share a call. Used under its queue's lock until it is sent. */
final class Batch {

    /** One of them, with its record's own call in case it must go alone. */
    record Request(
            NodeCall call,
            CallContext context,
            BatchableRequest part,
            CompletableFuture<Reply> reply) {}

    private static final long NO_TURN = -1;

    private final long since;
    private final List<Request> requests = new ArrayList<>();
    private int rows;
    private long bytes;
    private long turn = NO_TURN;

    /**
     * An empty one.
     *
     * @param since when its first request came, as {@link System#nanoTime()}
     */
    Batch(long since) {
        this.since = since;
    }

    void add(Request request) {
        requests.add(request);
        rows += request.part().rows();
        bytes += request.part().bytes();
    }

    /** Removes the requests whose deadlines have passed, and returns them. */
    List<Request> removeExpired() {
        List<Request> expired = new ArrayList<>();
        requests.removeIf(request -> request.context().isExpired() && expired.add(request));
        for (Request request : expired) {
            rows -= request.part().rows();
            bytes -= request.part().bytes();
        }
        return expired;
    }

    boolean takes(BatchableRequest part, BatchSettings settings) {
        return (long) rows + part.rows() <= settings.rows()
                && bytes + part.bytes() <= settings.bytes();
    }

    boolean isFull(BatchSettings settings) {
        return rows >= settings.rows() || bytes >= settings.bytes();
    }

    /**
     * Whether it is its turn at the endpoint: all that waited there when this was first asked have
     * been made. Repeats of calls that fail come back there again and again, and do not go first.
     */
    boolean hasTurn(EndpointLimiter endpoint) {
        if (turn == NO_TURN) {
            turn = endpoint.startedWithWaiting();
        }
        return endpoint.started() >= turn;
    }

    long since() {
        return since;
    }

    List<Request> requests() {
        return requests;
    }
}
