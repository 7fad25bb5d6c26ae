// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.batch;

import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.ErrorMessages;
import io.leat.client.FailureAction;
import io.leat.client.Reply;
import io.leat.client.retry.RateLimitedLog;
import io.leat.client.retry.RetryingClient;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the calls of one node and hands each record its own part of the answer. Thread-safe. */
final class BatchSender {

    private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);

    private final RetryingClient delegate;
    private final BatchCodec codec;
    private final BatchStats stats;
    private final RateLimitedLog log;

    BatchSender(RetryingClient delegate, BatchCodec codec, BatchStats stats, RateLimitedLog log) {
        this.delegate = delegate;
        this.codec = codec;
        this.stats = stats;
        this.log = log;
    }

    /** What is known of a request for sharing a call; null if it goes alone. */
    @Nullable BatchableRequest read(NodeCall call, CallContext context) {
        if (!BatchCodec.takesRows(call.method())) {
            return null;
        }
        try {
            return codec.read(call.payload(), context.puid());
        } catch (RuntimeException defect) {
            defect(call.node(), defect);
            return null;
        }
    }

    /** Makes the call of one record; {@code then} runs after its end. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hands everything on
    void alone(NodeCall call, CallContext context, CompletableFuture<Reply> reply, Runnable then) {
        delegate.call(call, context)
                .whenComplete(
                        (answer, defect) -> {
                            hand(reply, answer, defect);
                            then.run();
                        });
    }

    private static void hand(
            CompletableFuture<Reply> reply, @Nullable Reply answer, @Nullable Throwable defect) {
        if (answer != null) {
            reply.complete(answer);
        } else if (defect != null) {
            reply.completeExceptionally(defect);
        }
    }

    /** Makes one call for all requests of a batch; {@code then} runs after its end. */
    void send(Batch batch, Runnable then) {
        if (batch.requests().size() == 1) {
            alone(batch.requests().get(0), then);
        } else {
            together(batch.requests(), then);
        }
    }

    private void alone(Batch.Request request, Runnable then) {
        alone(request.call(), request.context(), request.reply(), then);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hands everything on
    private void together(List<Batch.Request> requests, Runnable then) {
        List<BatchableRequest> parts = requests.stream().map(Batch.Request::part).toList();
        NodeCall first = requests.get(0).call();
        Payload merged;
        CallContext context;
        try {
            merged = codec.merge(parts);
            context = BatchCallContext.of(requests, merged.body());
        } catch (RuntimeException defect) {
            defect(first.node(), defect);
            oneByOne(requests, then);
            return;
        }
        delegate.callTogether(new NodeCall(first.node(), first.method(), merged), context)
                .whenComplete(
                        (reply, thrown) -> {
                            try {
                                ended(requests, parts, context, reply, thrown, then);
                            } catch (RuntimeException | Error e) {
                                abandon(requests, e);
                            } finally {
                                then.run();
                            }
                        });
    }

    /** Ends one that no call was made for in time. */
    static void expire(Batch.Request request) {
        Deadline deadline = Objects.requireNonNull(request.context().deadline());
        request.reply().complete(Reply.expired(request.call(), deadline, null, 0, null));
    }

    /** Ends all of them with what was thrown, which says nothing of their records. */
    static void abandon(List<Batch.Request> requests, Throwable thrown) {
        requests.forEach(request -> request.reply().completeExceptionally(thrown));
    }

    /** Nothing but a good answer, or the end of the job, is for all of them. */
    private void ended(
            List<Batch.Request> requests,
            List<BatchableRequest> parts,
            CallContext context,
            @Nullable Reply reply,
            @Nullable Throwable thrown,
            Runnable then) {
        if (thrown != null && ErrorMessages.endsTheTask(thrown)) {
            abandon(requests, thrown);
            return;
        }
        if (reply instanceof Reply.Answered answered) {
            List<Payload> answers = split(requests.get(0).call().node(), answered, parts);
            if (answers.size() == requests.size()) {
                for (int i = 0; i < answers.size(); i++) {
                    requests.get(i).reply().complete(new Reply.Answered(answers.get(i)));
                }
                return;
            }
        } else if (reply instanceof Reply.Refused refused) {
            if (refused.action() == FailureAction.FAIL) {
                requests.forEach(request -> request.reply().complete(refused));
                return;
            }
            if (!refused.kind().mayBeTheRecords()) {
                requests.forEach(request -> request.context().budget().add(context.budget()));
            }
        }
        oneByOne(requests, then);
    }

    /** Empty if the answer is not theirs. */
    private List<Payload> split(
            String node, Reply.Answered answered, List<BatchableRequest> parts) {
        try {
            return codec.split(answered.payload(), parts);
        } catch (BadPayloadException e) {
            String found = e.getMessage();
            log.warn(node, found, lasting -> unsplit(node, parts.size(), found));
        } catch (RuntimeException defect) {
            defect(node, defect);
        }
        return List.of();
    }

    private static String unsplit(String node, int records, String found) {
        return ("node=%s records=%d reason=\"%s\": each record of the batch is sent again alone;"
                        + " a model that does not answer row by row is better off without batches")
                .formatted(node, records, found);
    }

    private static void defect(String node, RuntimeException defect) {
        LOG.error("node={} defect={}", node, defect.getClass().getName(), defect);
    }

    private void oneByOne(List<Batch.Request> requests, Runnable then) {
        stats.undo();
        requests.forEach(request -> alone(request, then));
    }
}
