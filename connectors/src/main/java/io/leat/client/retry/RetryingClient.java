// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import io.leat.client.BudgetCharge;
import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.ErrorMessages;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.Scheduler;
import io.leat.protocol.CallFailure;
import io.leat.protocol.NodeCall;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats calls whose {@link FailureAction} is RETRY until they get another one or their record's
 * budget is spent. {@link AttemptHistory} has the table of states and decides. What a failure takes
 * from the budget is {@link FailureKind#charge}'s to say: an outage takes nothing, so it is waited
 * out, and the gate at the source does the rest.
 *
 * <p>Why it is so: {@code docs/adr/0003-retries-belong-to-the-client-not-to-flink.md}.
 */
public final class RetryingClient implements ModelClient {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingClient.class);

    private final ModelClient delegate;
    private final RetryPolicy policy;
    private final Map<String, EndpointLimiter> endpoints;
    private final Map<String, String> addresses;
    private final Backoff backoff;
    private final Scheduler timer;
    private final LongSupplier nanoTime;
    private final Outages outages;
    private volatile boolean closed;

    /**
     * What the client needs beside other clients.
     *
     * @param addresses of each node, for messages
     * @param backoff the pauses before repeats
     * @param timer closed with the client
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    public record RetryDependencies(
            Map<String, String> addresses,
            Backoff backoff,
            Scheduler timer,
            LongSupplier nanoTime) {}

    /**
     * Repeats what {@code delegate} refuses with RETRY.
     *
     * @param endpoints for each node
     */
    public RetryingClient(
            ModelClient delegate,
            RetryPolicy policy,
            Map<String, EndpointLimiter> endpoints,
            RetryDependencies needed) {
        this.delegate = delegate;
        this.policy = policy;
        this.endpoints = Map.copyOf(endpoints);
        this.addresses = needed.addresses();
        this.backoff = needed.backoff();
        this.timer = needed.timer();
        this.nanoTime = needed.nanoTime();
        this.outages = new Outages();
    }

    @Override
    public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
        return enter(call, context, false);
    }

    /**
     * Makes one call for several records. What an outage brings is waited out as for any call; what
     * may be a single record's doing ends it, so that each can be tried alone. So does an endpoint
     * that says "not now" for as many attempts as a record has: one of them may be what keeps it
     * busy.
     */
    public CompletableFuture<Reply> callTogether(NodeCall call, CallContext context) {
        return enter(call, context, true);
    }

    private CompletableFuture<Reply> enter(NodeCall call, CallContext context, boolean together) {
        EndpointLimiter endpoint = Objects.requireNonNull(endpoints.get(call.node()), call.node());
        Repeats repeats = new Repeats(call, context, endpoint, together);
        endpoint.begins();
        endpoint.enter(repeats);
        return repeats.reply;
    }

    /** One call until its end: does what its {@link AttemptHistory} decides. */
    private final class Repeats implements EndpointLimiter.Attempt {

        private final NodeCall call;
        private final CallContext context;
        private final EndpointLimiter endpoint;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private final AttemptHistory history;
        private long begun;
        private long took; // by the attempt that ended last
        private Reply.@Nullable Refused last;

        Repeats(NodeCall call, CallContext context, EndpointLimiter endpoint, boolean together) {
            this.call = call;
            this.context = context;
            this.endpoint = endpoint;
            this.history = new AttemptHistory(policy, backoff, context.budget(), together);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the callback completes the caller's future
        public void start() {
            try {
                if (context.isExpired()) {
                    expire(); // after which no attempt starts
                }
                if (!history.starts(endpoint.answers())) {
                    endpoint.gaveUp();
                    return;
                }
                begun = nanoTime.getAsLong();
                attempt().whenComplete(this::onCompletion);
            } catch (RuntimeException | Error e) {
                abandon(e);
            }
        }

        @Override
        public void abandon(Throwable met) {
            if (history.ends()) {
                endpoint.ends(history);
                reply.completeExceptionally(met);
            }
        }

        @Override
        public @Nullable Deadline deadline() {
            return context.deadline();
        }

        @Override
        public void expire() {
            try {
                if (history.expires()) {
                    endpoint.ends(history);
                    reply.complete(expired());
                }
            } catch (RuntimeException | Error e) {
                reply.completeExceptionally(e); // there is no caller to throw to
            }
        }

        private Reply expired() {
            return Reply.expired(
                    call,
                    Objects.requireNonNull(context.deadline()),
                    last == null ? null : last.failure(),
                    history.made(),
                    addresses.get(call.node()));
        }

        @Override
        public int madeBefore() {
            return history.made();
        }

        private CompletableFuture<Reply> attempt() {
            try {
                return delegate.call(call, ofAttempt());
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        /** The span of an attempt says which it is, and why there had to be another. */
        private CallContext ofAttempt() {
            if (history.made() <= 1) {
                return context;
            }
            return context.again(history.made() - 1, reason());
        }

        private String reason() {
            if (last == null) {
                return "exception";
            }
            String status = last.failure().status();
            return last.kind().label() + (status == null ? "" : " (" + status + ")");
        }

        /** Whatever is thrown in here would be lost, and the record would wait for ever. */
        private void onCompletion(@Nullable Reply answer, @Nullable Throwable thrown) {
            try {
                onReply(answer, thrown);
            } catch (RuntimeException | Error e) {
                abandon(e);
            }
        }

        private void onReply(@Nullable Reply answer, @Nullable Throwable thrown) {
            took = nanoTime.getAsLong() - begun;
            endpoint.stats().attempt(took);
            if (closed && !(answer instanceof Reply.Answered)) {
                return; // cut off by close(): says nothing of the endpoint, is not awaited
            }
            if (answer instanceof Reply.Refused refused) {
                endpoint.stats().failure(refused.kind());
                refused(refused, history.actionFor(refused.kind()));
            } else if (answer != null) {
                answered();
                complete(answer);
            } else {
                endpoint.gaveUp();
                unknown(Objects.requireNonNull(thrown));
            }
        }

        /**
         * Neither the model's word nor the connection's: no verdict on the record can follow from
         * it. So it is repeated, and if that does not help it is the task that fails.
         */
        private void unknown(Throwable thrown) {
            boolean repeated = history.isRepeatedAfter(thrown);
            LOG.warn(
                    "node={} exception={} times={}: not caused by the record or the model; {}",
                    call.node(),
                    ErrorMessages.root(thrown).getClass().getName(),
                    history.unknown(),
                    repeated ? "the call is repeated" : "the task fails",
                    repeated ? null : thrown);
            if (repeated) {
                repeat();
            } else {
                abandon(thrown);
            }
        }

        private void refused(Reply.Refused refused, FailureAction action) {
            switch (action) {
                case RETRY -> failed(refused);
                case REJECT, FAIL -> {
                    reportReply(refused);
                    completeWithRefusal(refused, action, "");
                }
            }
        }

        /** A refusal without a status is the client's own: the endpoint has not replied. */
        private void reportReply(Reply.Refused refused) {
            if (refused.failure().status() == null) {
                endpoint.gaveUp();
            } else {
                answered();
            }
        }

        private void answered() {
            endpoint.answered(took);
            endpoint.unavailability().over();
            outages.reached(call.node());
        }

        private void failed(Reply.Refused refused) {
            FailureKind kind = refused.kind();
            last = refused;
            boolean isExpired = context.isExpired();
            if (isExpired && kind == FailureKind.UNANSWERED) {
                // Cut short by the deadline, it says nothing of the endpoint.
                endpoint.gaveUp();
                complete(expired());
                return;
            }
            BudgetCharge charge = endpoint.failed(kind, history, refused.pause(), took);
            if (charge == BudgetCharge.NOTHING) {
                endpoint.unavailability().failed(refused.failure().message());
                outages.failed(refused.failure());
            }
            if (isExpired) {
                complete(expired());
                return;
            }
            AttemptHistory.Decision next = history.failed(kind, charge, took);
            switch (next.action()) {
                case RETRY -> repeat();
                case REJECT, FAIL -> completeWithRefusal(refused, next.action(), next.why());
            }
        }

        private void repeat() {
            endpoint.stats().repeat();
            Deadline deadline = context.deadline();
            Duration pause = history.pause();
            timer.after(deadline == null ? pause : deadline.cut(pause), this::enterAgain);
        }

        /** On the timer's thread, where what is thrown would be lost. */
        private void enterAgain() {
            try {
                if (history.waitsAgain()) {
                    endpoint.enter(this);
                }
            } catch (RuntimeException | Error e) {
                abandon(e);
            }
        }

        private void completeWithRefusal(Reply.Refused refused, FailureAction action, String why) {
            String address = addresses.get(call.node());
            complete(
                    new Reply.Refused(
                            action,
                            refused.kind(),
                            refused.failure().after(history.made(), address).because(why),
                            Duration.ZERO));
        }

        private void complete(Reply last) {
            if (history.ends()) {
                endpoint.ends(history);
                reply.complete(last);
            }
        }
    }

    /** Says that a node cannot be reached, and that it is over. */
    private final class Outages {

        private final RateLimitedLog log =
                new RateLimitedLog(nanoTime, Duration.ofSeconds(30), Duration.ofSeconds(5));

        void failed(CallFailure failure) {
            String node = failure.node();
            if (node != null) {
                log.warn(node, failure.message(), lasting -> away(node, lasting, failure));
            }
        }

        private String away(String node, Duration lasting, CallFailure failure) {
            return ("node=%s endpoint=%s unavailableSeconds=%d reason=\"%s\": records wait, the"
                            + " source pauses, nothing is lost")
                    .formatted(node, addresses.get(node), lasting.toSeconds(), failure.message());
        }

        void reached(String node) {
            log.over(
                    node,
                    () -> "node=%s endpoint=%s answers again".formatted(node, addresses.get(node)));
        }
    }

    /** Replies to calls under way are not completed, and nothing is said of them. */
    @Override
    public void close() {
        closed = true;
        timer.close();
        delegate.close();
    }
}
