// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A model whose calls end when a test says so, oldest first. */
public final class ScriptedModel implements ModelClient {

    /** A call under way. */
    public record Open(NodeCall call, CallContext context, CompletableFuture<Reply> reply) {

        public String record() {
            return context.puid();
        }

        public void answer() {
            reply.complete(new Reply.Answered(new Payload(new byte[] {'1'}, "text/plain")));
        }

        public void fail(FailureKind fault) {
            fail(fault, Duration.ZERO);
        }

        public void fail(FailureKind fault, Duration pause) {
            reply.complete(
                    Reply.refused(fault, call, null, fault + " of " + record()).withPause(pause));
        }
    }

    private final Deque<Open> open = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();

    @Override
    public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        open.add(new Open(call, context, reply));
        seen.add(context.puid());
        return reply;
    }

    /** The oldest call under way; none is an error of the test. */
    public Open next() {
        return open.remove();
    }

    public int open() {
        return open.size();
    }

    /** The records of all calls so far. */
    public List<String> seen() {
        return seen;
    }

    @Override
    public void close() {}
}
