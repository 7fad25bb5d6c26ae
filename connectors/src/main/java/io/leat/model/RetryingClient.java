package io.leat.model;

import io.leat.protocol.Failure;
import io.leat.protocol.NodeCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Repeats calls whose {@link Verdict} is RETRY until they get another one: an outage is
 * back-pressure, and the gate at the source does the rest. Ends only with {@link #close}.
 */
public final class RetryingClient implements ModelClient {

    private final ModelClient delegate;
    private final Backoff backoff;
    private final ScheduledExecutorService timer;
    private final OutageLog outages;
    private final LongAdder retries;
    private volatile boolean closed;

    /**
     * Repeats what {@code delegate} refuses with RETRY.
     *
     * @param timer starts the repeats; shut down by {@link #close}
     * @param retries counts the repeats
     */
    public RetryingClient(
            ModelClient delegate,
            Backoff backoff,
            ScheduledExecutorService timer,
            OutageLog outages,
            LongAdder retries) {
        this.delegate = delegate;
        this.backoff = backoff;
        this.timer = timer;
        this.outages = outages;
        this.retries = retries;
    }

    @Override
    public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        attempt(call, context, 1, reply);
        return reply;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback completes the caller's future
    private void attempt(
            NodeCall call, CallContext context, int attempt, CompletableFuture<Reply> reply) {
        delegate.call(call, context)
                .whenComplete(
                        (answer, defect) -> {
                            if (defect != null) {
                                reply.completeExceptionally(defect);
                            } else {
                                judge(call, context, attempt, reply, answer);
                            }
                        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a repeat reports by the caller's future
    private void judge(
            NodeCall call,
            CallContext context,
            int attempt,
            CompletableFuture<Reply> reply,
            Reply answer) {
        if (answer instanceof Reply.Refused refused && refused.verdict() == Verdict.RETRY) {
            if (!closed) {
                outages.failed(refused.failure());
                retries.increment();
                timer.schedule(
                        () -> attempt(call, context, attempt + 1, reply),
                        backoff.after(attempt).toMillis(),
                        TimeUnit.MILLISECONDS);
            }
            return;
        }
        outages.reached(call.node());
        reply.complete(attempt == 1 ? answer : withAttempts(answer, attempt));
    }

    private static Reply withAttempts(Reply answer, int attempts) {
        if (!(answer instanceof Reply.Refused refused)) {
            return answer;
        }
        Failure failure = refused.failure();
        return new Reply.Refused(
                refused.verdict(),
                new Failure(
                        failure.code(),
                        failure.message(),
                        failure.node(),
                        failure.status(),
                        attempts));
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        delegate.close();
    }
}
