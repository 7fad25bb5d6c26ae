package io.leat.model;

import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A model whose calls end when a test says so, oldest first. */
final class ScriptedModel implements ModelClient {

    /** A call under way. */
    record Open(NodeCall call, CallContext context, CompletableFuture<Reply> reply) {

        String record() {
            return context.puid();
        }

        void answer() {
            reply.complete(new Reply.Answered(new Payload(new byte[] {'1'}, "text/plain")));
        }

        void fail(Fault fault) {
            fail(fault, Duration.ZERO);
        }

        void fail(Fault fault, Duration pause) {
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
    Open next() {
        return open.remove();
    }

    int open() {
        return open.size();
    }

    /** The records of all calls so far. */
    List<String> seen() {
        return seen;
    }

    @Override
    public void close() {}
}
