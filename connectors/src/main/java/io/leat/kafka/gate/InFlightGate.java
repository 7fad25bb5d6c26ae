// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.LogEventTemplate;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the records of one subtask that were read but not yet handed to the sink, with their
 * answers in bytes, and says whether the source may read on.
 *
 * <p>It stands at the source because a full async operator blocks its task: then no checkpoint, no
 * savepoint and no commit would happen while a model hangs. It closes at the limit and opens again
 * when a few places are free: for one alone the source would be woken for each record, and many
 * reach the model as a burst, after a lull. It also opens with the first record that leaves after
 * {@link #LONGEST}, as a slow model is short of calls otherwise. Where there are batches, it waits
 * for a quarter of the places, but no longer than {@link #LONGEST_FOR_BATCHES}: only those that are
 * read together meet in one. Where no record leaves, as others have to wait for a model, a timer
 * has it looked at: what is free must not stay unused for as long as they wait.
 *
 * <p>Predictors that share the records take their places from one pool, or each from a pool of its
 * own. It closes as soon as one pool is full: whose record is the next one is not known before it
 * is read.
 *
 * <p>Used only by the subtask's own task thread; the timer wakes it, and metrics read the numbers,
 * from others.
 *
 * <p>Why it is so: {@code docs/adr/0001-the-gate-stands-at-the-source.md}.
 */
public final class InFlightGate {

    private static final CompletableFuture<Void> OPEN = CompletableFuture.completedFuture(null);

    /** Closed while there is room, in nanoseconds. */
    static final long LONGEST = 500_000;

    /** The same where there are batches, and between two looks where no record leaves. */
    static final long LONGEST_FOR_BATCHES = 20_000_000;

    /** Nanoseconds between records that leave; to be woken for each costs about a fifth of it. */
    private static final long QUICK = 50_000;

    private static final long NEVER = Long.MAX_VALUE;

    private final InFlightLimits limits;
    private final InFlightPool[] pools;
    private final boolean forBatches;
    private final StopOffsets.Progress until;
    private final LongSupplier nanoTime;
    private final GateTimer timer;
    private final InFlightRecords inFlight = new InFlightRecords();
    private Runnable onLeave = () -> {};
    private boolean resultsCommitted = true;
    private volatile CompletableFuture<Void> opening;
    private volatile boolean watched; // by the timer
    private long closed; // when it last did
    private int left; // since then
    private long pace = NEVER; // nanoseconds between those that left until then

    /**
     * An open gate, unless there is nothing to read yet.
     *
     * @param forBatches whether records are to enter many at a time
     * @param until where reading ends
     * @param nanoTime a clock as {@link System#nanoTime()}
     * @param timer closed by its owner
     */
    public InFlightGate(
            InFlightLimits limits,
            boolean forBatches,
            StopOffsets.Progress until,
            LongSupplier nanoTime,
            GateTimer timer) {
        this.limits = limits;
        this.pools = new InFlightPool[limits.pools()];
        Arrays.setAll(pools, each -> new InFlightPool(limits, forBatches));
        this.forBatches = forBatches;
        this.until = until;
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.opening = until.done() ? new CompletableFuture<>() : OPEN;
    }

    public boolean isOpen() {
        return opening == OPEN;
    }

    /** Completes when the gate is open, or {@link #look} is to find out. */
    public CompletableFuture<Void> opening() {
        return opening;
    }

    /**
     * Whether a closed gate stays closed for so long, but no longer than a little while, that to
     * rest and look again costs less than to be woken: records that leave meanwhile find no thread
     * to wake.
     *
     * @param nanos of rest
     */
    public boolean isWorthARest(long nanos) {
        return !isOpen()
                && pace < QUICK
                && recordsAboveRoomy() * pace > nanos
                && nanoTime.getAsLong() - closed < 2 * LONGEST;
    }

    /** A partition to be read from so far on. */
    public void own(TopicPartition partition, long startingOffset) {
        until.own(partition, startingOffset);
        openIfThereIsRoom();
    }

    /**
     * A record has been read. Restored records enter too, above the limit even.
     *
     * @param predictor the position in the job of the one that will answer it
     */
    public void enter(InferenceRequest request, int predictor) {
        request.predictor = predictor;
        inFlight.add(request);
        pool(request).count(1, request.weight());
        until.read(request);
        if (isOpen() && (!isRoom() || until.done())) {
            close();
        }
    }

    /** A record has been read that nothing is done about: it takes no place. */
    public void passOver(InferenceRequest request) {
        until.read(request);
        if (isOpen() && until.done()) {
            close();
        }
    }

    /** An answer to a record that is still in flight: it waits for an earlier one, or leaves. */
    public void answered(InferenceResult result) {
        int bytes = weightBesideTheRequest(result);
        if (bytes > 0) {
            pool(result.request).count(0, bytes);
            if (isOpen() && !isRoom()) {
                close();
            }
        }
    }

    /**
     * An event of the request log has been made, which waits for what becomes of its record. The
     * record must be in flight. Thread-safe.
     */
    public void hold(InferenceResult event) {
        pool(event.request).hold(weightOfEvent(event));
    }

    /** That event has been handed on, or given up. Thread-safe; its record leaves after it. */
    public void release(InferenceResult event) {
        pool(event.request).hold(-weightOfEvent(event));
    }

    private static long weightOfEvent(InferenceResult event) {
        return (long) LogEventTemplate.BYTES_BESIDE_THE_BODY + weightBesideTheRequest(event);
    }

    /** A dead letter has its record's own value, which is counted already. */
    private static int weightBesideTheRequest(InferenceResult result) {
        byte[] value = result.value;
        return value == null || value == result.request.value ? 0 : value.length;
    }

    private void close() {
        opening = new CompletableFuture<>();
        long now = nanoTime.getAsLong();
        pace = left == 0 ? NEVER : (now - closed) / left;
        closed = now;
        left = 0;
    }

    /** What became of a record has been handed on. */
    public void leave(InferenceResult result) {
        if (!result.deadLetter) {
            pool(result.request).count(0, -weightBesideTheRequest(result));
        }
        leave(result.request);
    }

    /** What became of it, the same instance that has entered, has been handed on. */
    public void leave(InferenceRequest request) {
        inFlight.remove(request);
        pool(request).count(-1, -request.weight());
        left++;
        openIfThereIsRoom();
        watch();
        onLeave.run();
    }

    /** Has this run, on the task thread, after each record that leaves. */
    public void onLeave(Runnable then) {
        onLeave = then;
    }

    /**
     * Whether no more can be read because of what is in flight. It ends as soon as there is room,
     * before the gate opens. Thread-safe.
     */
    public boolean isFull() {
        return !isRoom();
    }

    /** Where the records of a predictor take their places. */
    InFlightPool pool(int predictor) {
        return pools[limits.pool(predictor)];
    }

    private InFlightPool pool(InferenceRequest request) {
        return pool(request.predictor);
    }

    /** Opens a closed gate if it has been closed for long enough by now. */
    public void look() {
        openIfThereIsRoom();
        if (!isOpen() && opening.isDone()) {
            opening = new CompletableFuture<>();
        }
        watch();
    }

    /** Has the task thread look again after a while, if there is room and no record may leave. */
    private void watch() {
        if (!isOpen() && !watched && !until.done() && isRoom()) {
            watched = true;
            timer.after(LONGEST_FOR_BATCHES, this::wake);
        }
    }

    /** On the timer's thread. In this order, so that a gate that closes now is watched anew. */
    private void wake() {
        watched = false;
        opening.complete(null);
    }

    private void openIfThereIsRoom() {
        if (!isOpen() && (isRoomy() || (isRoom() && isClosedForLong()))) {
            if (!until.done()) {
                CompletableFuture<Void> waiting = opening;
                opening = OPEN;
                for (InFlightPool pool : pools) {
                    pool.opened();
                }
                waiting.complete(null);
            }
        }
    }

    private boolean isRoomy() {
        for (InFlightPool pool : pools) { // in the way of each record: no stream
            if (!pool.isRoomy()) {
                return false;
            }
        }
        return true;
    }

    private long recordsAboveRoomy() {
        long most = Long.MIN_VALUE;
        for (InFlightPool pool : pools) {
            most = Math.max(most, pool.recordsAboveRoomy());
        }
        return most;
    }

    private boolean isRoom() {
        for (InFlightPool pool : pools) {
            if (!pool.isRoomBeside(0, 0)) {
                return false;
            }
        }
        return true;
    }

    private boolean isClosedForLong() {
        return nanoTime.getAsLong() - closed >= (forBatches ? LONGEST_FOR_BATCHES : LONGEST);
    }

    /** The lowest offset in flight of each partition that has records in flight. */
    public Map<TopicPartition, Long> oldest() {
        return inFlight.oldest();
    }

    /** The sink begins, or has ended, to commit the results of complete checkpoints. */
    public void setResultsCommitted(boolean committed) {
        resultsCommitted = committed;
    }

    /** Whether the results of all checkpoints that the sink has heard of are committed. */
    public boolean areResultsCommitted() {
        return resultsCommitted;
    }

    public int records() {
        int sum = 0;
        for (InFlightPool pool : pools) {
            sum += pool.records();
        }
        return sum;
    }

    public long bytes() {
        long sum = 0;
        for (InFlightPool pool : pools) {
            sum += pool.bytes();
        }
        return sum;
    }

    public int partitionsReadUntilEnd() {
        return until.reached();
    }
}
