// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.batch;

import io.leat.client.CallContext;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.Scheduler;
import io.leat.client.retry.EndpointLimiter;
import io.leat.client.retry.RateLimitedLog;
import io.leat.client.retry.RetryingClient;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.NodeCall;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Lets records share calls. It stands before the {@link RetryingClient}, for which a batch is one
 * call: so the endpoint's limit and breaker count calls as the model sees them, and what waits for
 * the limit becomes larger batches, not more of them.
 *
 * <p>No record can harm those it shares a call with: whatever is wrong with the call or its answer,
 * short of an outage, each of its records is tried alone and judged by that.
 *
 * <p>Why it is so: {@code docs/adr/0005-batches-are-formed-before-retries.md}.
 */
public final class BatchingClient implements ModelClient {

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(5);

    private final RetryingClient delegate;
    private final Map<String, BatchQueue> nodes = new HashMap<>(); // complete when constructed

    /**
     * Batches for some nodes.
     *
     * @param settings by node; calls of other nodes pass as they are
     * @param endpoints the same as the delegate's
     * @param timer the delegate's, which closes it
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    public BatchingClient(
            RetryingClient delegate,
            BatchCodec codec,
            Map<String, BatchSettings> settings,
            Map<String, EndpointLimiter> endpoints,
            Scheduler timer,
            LongSupplier nanoTime) {
        this.delegate = delegate;
        RateLimitedLog log = new RateLimitedLog(nanoTime, LOG_INTERVAL, LOG_INTERVAL);
        settings.forEach(
                (node, batches) -> {
                    BatchStats stats = new BatchStats();
                    EndpointLimiter endpoint = Objects.requireNonNull(endpoints.get(node), node);
                    BatchQueue queue =
                            new BatchQueue(
                                    batches,
                                    endpoint,
                                    new BatchSender(delegate, codec, stats, log),
                                    stats,
                                    timer,
                                    nanoTime);
                    endpoint.afterFailure(queue::send);
                    nodes.put(node, queue);
                });
    }

    /** What is counted of each node that has batches. */
    public Map<String, BatchStats> stats() {
        Map<String, BatchStats> stats = new HashMap<>();
        nodes.forEach((node, queue) -> stats.put(node, queue.stats()));
        return stats;
    }

    @Override
    public CompletableFuture<Reply> call(NodeCall call, CallContext context) {
        BatchQueue queue = nodes.get(call.node());
        if (queue == null) {
            return delegate.call(call, context);
        }
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        queue.add(call, context, reply);
        return reply;
    }

    @Override
    public void close() {
        delegate.close();
    }
}
