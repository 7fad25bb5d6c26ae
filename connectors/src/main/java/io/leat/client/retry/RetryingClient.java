package io.leat.client.retry;

import io.leat.client.BudgetCharge;
import io.leat.client.CallContext;
import io.leat.client.ErrorMessages;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.Scheduler;
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
 * budget is spent. What a failure takes from the budget is {@link FailureKind#charge}'s to say: an
 * outage takes nothing, so it is waited out, and the gate at the source does the rest.
 *
 * <p>Why it is so: {@code docs/adr/0003-retries-belong-to-the-client-not-to-flink.md}.
 */
public final class RetryingClient implements ModelClient {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingClient.class);

    private static final String SPENT = "; the record's budget of %d %s is spent";

    private final ModelClient delegate;
    private final RetryPolicy policy;
    private final Map<String, EndpointLimiter> endpoints;
    private final Surroundings around;
    private volatile boolean closed;

    /**
     * What the client needs beside other clients.
     *
     * @param addresses of each node, for messages
     * @param timer closed with the client
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    public record Surroundings(
            Map<String, String> addresses,
            Scheduler timer,
            LongSupplier nanoTime,
            OutageLog outages) {}

    /**
     * Repeats what {@code delegate} refuses with RETRY.
     *
     * @param endpoints for each node
     */
    public RetryingClient(
            ModelClient delegate,
            RetryPolicy policy,
            Map<String, EndpointLimiter> endpoints,
            Surroundings around) {
        this.delegate = delegate;
        this.policy = policy;
        this.endpoints = Map.copyOf(endpoints);
        this.around = around;
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

    /** One call until its end. */
    private final class Repeats implements EndpointLimiter.Attempt {

        private final NodeCall call;
        private final CallContext context;
        private final EndpointLimiter endpoint;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private final AttemptHistory tries;
        private long begun;
        private long took; // by the attempt that ended last

        Repeats(NodeCall call, CallContext context, EndpointLimiter endpoint, boolean together) {
            this.call = call;
            this.context = context;
            this.endpoint = endpoint;
            this.tries = new AttemptHistory(together);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the callback completes the caller's future
        public void start() {
            try {
                if (tries.made++ == 0) {
                    tries.answersSeen = endpoint.answers();
                    tries.othersFrom = tries.answersSeen;
                }
                begun = around.nanoTime().getAsLong();
                attempt().whenComplete(this::ended);
            } catch (RuntimeException | Error e) {
                abandon(e);
            }
        }

        @Override
        public void abandon(Throwable met) {
            endpoint.ends(tries);
            reply.completeExceptionally(met);
        }

        private CompletableFuture<Reply> attempt() {
            try {
                return delegate.call(call, context);
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        /** Whatever is thrown in here would be lost, and the record would wait for ever. */
        private void ended(@Nullable Reply answer, @Nullable Throwable thrown) {
            try {
                judge(answer, thrown);
            } catch (RuntimeException | Error e) {
                abandon(e);
            }
        }

        private void judge(@Nullable Reply answer, @Nullable Throwable thrown) {
            took = around.nanoTime().getAsLong() - begun;
            endpoint.stats().attempt(took);
            if (closed && !(answer instanceof Reply.Answered)) {
                return; // cut off by this side: no word of the endpoint's, and nobody waits for it
            }
            if (answer instanceof Reply.Refused refused) {
                endpoint.stats().fault(refused.fault());
                refused(refused, policy.verdict(refused.fault()));
            } else if (answer != null) {
                answered();
                endpoint.ends(tries);
                reply.complete(answer);
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
            tries.unknown++;
            boolean ends = ErrorMessages.endsTheTask(thrown) || tries.unknown >= policy.attempts();
            LOG.warn(
                    "node={} exception={} times={}: says nothing of the record or the model; {}",
                    call.node(),
                    ErrorMessages.root(thrown).getClass().getName(),
                    tries.unknown,
                    ends ? "the task fails" : "the call is repeated",
                    ends ? thrown : null);
            if (ends) {
                abandon(thrown);
            } else {
                repeat();
            }
        }

        private void refused(Reply.Refused refused, FailureAction verdict) {
            switch (verdict) {
                case RETRY -> failed(refused);
                case REJECT, FAIL -> {
                    judged(refused);
                    finish(refused, verdict, "");
                }
            }
        }

        /** What never left the house, for want of a status, is no word of the endpoint's. */
        private void judged(Reply.Refused refused) {
            if (refused.failure().status() == null) {
                endpoint.gaveUp();
            } else {
                answered();
            }
        }

        private void answered() {
            endpoint.answered(took);
            around.outages().reached(call.node());
        }

        private void failed(Reply.Refused refused) {
            BudgetCharge charge = endpoint.failed(refused.fault(), tries, refused.pause(), took);
            if (charge == BudgetCharge.NOTHING) {
                around.outages().failed(refused.failure());
            }
            String spent = spent(charge);
            if (tries.together && (endsTogether(refused.fault()) || !spent.isEmpty())) {
                finish(refused, FailureAction.REJECT, "");
            } else if (!spent.isEmpty()) {
                finish(refused, verdictOnTheSpent(), spent);
            } else {
                repeat();
            }
        }

        private void repeat() {
            endpoint.stats().repeat();
            tries.pause = policy.backoff().after(tries.made);
            around.timer().after(tries.pause, this::enterAgain);
        }

        /** On the timer's thread, where what is thrown would be lost. */
        private void enterAgain() {
            try {
                endpoint.enter(this);
            } catch (RuntimeException | Error e) {
                abandon(e);
            }
        }

        private boolean endsTogether(FailureKind fault) {
            return fault.mayBeTheRecords()
                    || (fault == FailureKind.BUSY && tries.made >= policy.attempts());
        }

        /** What there is to say of a spent budget; empty while it is not. */
        private String spent(BudgetCharge charge) {
            return switch (charge) {
                case NOTHING -> "";
                case TIME -> spentTime();
                case ATTEMPT -> {
                    tries.counted++;
                    String time = spentTime();
                    yield tries.counted >= policy.attempts() && tries.isHeard(policy.alone())
                            ? SPENT.formatted(tries.counted, "attempts")
                            : time;
                }
            };
        }

        /** Its own time: what it waited for the endpoint or for other calls is not the record's. */
        private String spentTime() {
            context.spent().add(took + tries.pause.toNanos());
            return context.spent().reaches(policy.time())
                    ? SPENT.formatted(policy.time().toMillis(), "ms")
                    : "";
        }

        private FailureAction verdictOnTheSpent() {
            return switch (policy.exhausted()) {
                case DEAD_LETTER -> FailureAction.REJECT;
                case STOP -> FailureAction.FAIL;
            };
        }

        private void finish(Reply.Refused refused, FailureAction verdict, String why) {
            String address = around.addresses().get(call.node());
            endpoint.ends(tries);
            reply.complete(
                    new Reply.Refused(
                            verdict,
                            refused.fault(),
                            refused.failure().after(tries.made, address).because(why),
                            Duration.ZERO));
        }
    }

    /** Replies to calls under way are not completed, and nothing is said of them. */
    @Override
    public void close() {
        closed = true;
        around.timer().close();
        delegate.close();
    }
}
