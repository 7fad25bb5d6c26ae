// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.batch;

import io.leat.client.CallContext;
import io.leat.client.Deadline;
import io.leat.client.Reply;
import io.leat.client.Scheduler;
import io.leat.client.retry.EndpointLimiter;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.NodeCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The batches that are being filled for one node. One goes off when it is full, when nothing is at
 * the endpoint, or when its first request has waited long enough; while the endpoint takes no more
 * calls than it has, it stays and grows. Asked to {@link #send} after each attempt, as calls may be
 * repeated without end. Thread-safe; a waiting request holds no thread.
 */
final class BatchQueue {

    private static final Duration SOON = Duration.ofNanos(100_000);

    /** Between two looks at deadlines: the clock they are of may be set. */
    private static final Duration MAX_SLEEP = Duration.ofSeconds(10);

    private final BatchSettings settings;
    private final EndpointLimiter endpoint;
    private final Scheduler timer;
    private final LongSupplier nanoTime;
    private final BatchSender sender;
    private final BatchStats stats;
    private final Map<BatchKey, Batch> filling = new LinkedHashMap<>(); // oldest first
    private final Deque<Batch> ready = new ArrayDeque<>();

    /** The header names of the last request. */
    private volatile BatchKey.Names names = new BatchKey.Names(new String[0]);

    private boolean sending;
    private boolean waking;
    private @Nullable Deadline nextDeadline; // of those that wait: the timer runs for it

    BatchQueue(
            BatchSettings settings,
            EndpointLimiter endpoint,
            BatchSender sender,
            BatchStats stats,
            Scheduler timer,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.endpoint = endpoint;
        this.sender = sender;
        this.stats = stats;
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    BatchStats stats() {
        return stats;
    }

    /** Lets a request wait for others, if it can share a call and leaves room in it. */
    void add(NodeCall call, CallContext context, CompletableFuture<Reply> reply) {
        BatchableRequest part = sender.read(call, context);
        if (part == null || part.rows() >= settings.rows() || part.bytes() >= settings.bytes()) {
            sender.alone(call, context, reply, this::send);
        } else {
            add(new Batch.Request(call, context, part, reply));
        }
    }

    private void add(Batch.Request request) {
        BatchableRequest part = request.part();
        CallContext context = request.context();
        BatchKey key = new BatchKey(request.call(), part, context, names(context));
        Batch first;
        synchronized (this) {
            Batch batch = filling.get(key);
            if (batch != null && !batch.takes(part, settings)) {
                filling.remove(key);
                ready.add(batch);
                batch = null;
            }
            if (batch == null) {
                batch = new Batch(nanoTime.getAsLong());
                filling.put(key, batch);
            }
            batch.add(request);
            expireLater(context.deadline());
            if (batch.isFull(settings)) {
                filling.remove(key);
                ready.add(batch);
            }
            first = begin();
        }
        send(first);
    }

    /** One timer for all that wait. */
    private void expireLater(@Nullable Deadline deadline) {
        if (deadline != null && (nextDeadline == null || deadline.isBefore(nextDeadline))) {
            timer.after(deadline.cut(MAX_SLEEP), this::expire);
            nextDeadline = deadline;
        }
    }

    /** Ends those whose deadlines have passed while no call could be made for them. */
    private void expire() {
        List<Batch.Request> over = new ArrayList<>();
        synchronized (this) {
            nextDeadline = null;
            Iterator<Batch> batches = filling.values().iterator();
            while (batches.hasNext()) {
                Batch batch = batches.next();
                over.addAll(batch.removeExpired());
                if (batch.requests().isEmpty()) {
                    batches.remove();
                }
                batch.requests().forEach(left -> expireLater(left.context().deadline()));
            }
        }
        over.forEach(BatchSender::expire);
    }

    /** Most records of a topic have the same headers, and even share their array of names. */
    private BatchKey.Names names(CallContext context) {
        BatchKey.Names last = names;
        if (!last.areOf(context)) {
            last = new BatchKey.Names(context.names());
            names = last;
        }
        return last;
    }

    /**
     * Sends what may go, one after the other and never one inside the other: a call that ends at
     * once comes back here while it is being made.
     */
    void send() {
        try {
            Batch first;
            synchronized (this) {
                first = begin();
            }
            send(first);
        } catch (RuntimeException | Error e) {
            // There is no caller to throw to: what waits has to end the task instead.
            takeAll().forEach(batch -> BatchSender.abandon(batch.requests(), e));
        }
    }

    private synchronized List<Batch> takeAll() {
        List<Batch> all = new ArrayList<>(ready);
        all.addAll(filling.values());
        ready.clear();
        filling.clear();
        return all;
    }

    private void send(@Nullable Batch first) {
        for (Batch next = first; next != null; next = next()) {
            try {
                stats.call(next.requests().size(), nanoTime.getAsLong() - next.since());
                sender.send(next, this::send);
            } catch (RuntimeException | Error e) {
                BatchSender.abandon(next.requests(), e);
            }
        }
    }

    /** The first to be sent by this thread, which is the only one to send until there is none. */
    private @Nullable Batch begin() {
        return sending ? null : next();
    }

    private synchronized @Nullable Batch next() {
        sending = false; // should what follows throw
        Batch next = ready.isEmpty() ? oldest() : ready.poll();
        sending = next != null;
        return next;
    }

    private @Nullable Batch oldest() {
        Iterator<Batch> batches = filling.values().iterator();
        if (!batches.hasNext()) {
            return null;
        }
        Batch oldest = batches.next();
        if (!endpoint.isIdle() && leaveToTimer(oldest)) {
            return null;
        }
        // What already waits there goes first; the end of any attempt asks again.
        if (!oldest.hasTurn(endpoint)) {
            return null;
        }
        batches.remove();
        return oldest;
    }

    /**
     * Has the timer see to a batch. While it runs, for this one or an older, no other thread looks
     * at the clock.
     *
     * @return false if the batch has waited long enough
     */
    private boolean leaveToTimer(Batch oldest) {
        if (waking) {
            return true;
        }
        long wait = oldest.since() + settings.delay().toNanos() - nanoTime.getAsLong();
        if (wait <= 0) {
            return false;
        }
        Duration rest = Duration.ofNanos(wait);
        timer.after(rest.compareTo(SOON) < 0 ? SOON : rest, this::wake);
        waking = true; // only now: a timer that throws runs nothing; wake() needs this lock
        return true;
    }

    private void wake() {
        synchronized (this) {
            waking = false;
        }
        send();
    }
}
